using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Kota.Kernel.Tables;

namespace Kota.TestKit;

/// <summary>
/// Breaks chosen requests to storage, on the wire's side of the client's retries: a response that is lost after the request took
/// effect, a request that never arrives, or one that is held until the test lets it go. Everything else passes.
/// </summary>
public sealed class Faults : StoragePipeline
{
    private readonly Lock gate = new();
    private readonly List<Rule> rules = [];
    private int fired;
    private int answered;

    /// <summary>How often the client itself tries again; 0 shows every fault to the caller.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>How many requests were broken or held so far: a test that expects a fault checks that it happened.</summary>
    public int Fired => Volatile.Read(ref fired);

    /// <summary>How many held requests have been answered since.</summary>
    public int Answered => Volatile.Read(ref answered);

    /// <summary>The next requests that match take effect, but their responses never arrive.</summary>
    public void LoseResponse(RequestMethod method, string pathPart, int times = 1) => Add(new Rule(method, pathPart, Kind.LoseResponse, times, null));

    /// <summary>The next requests that match never arrive.</summary>
    public void FailBefore(RequestMethod method, string pathPart, int times = 1) => Add(new Rule(method, pathPart, Kind.FailBefore, times, null));

    /// <summary>The next request that matches waits until the result is completed.</summary>
    public TaskCompletionSource Hold(RequestMethod method, string pathPart)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(new Rule(method, pathPart, Kind.Hold, 1, release));
        return release;
    }

    /// <summary>Ends all faults.</summary>
    public void Clear()
    {
        lock (gate)
            rules.Clear();
    }

    /// <inheritdoc/>
    public override T Apply<T>(T options)
    {
        base.Apply(options);
        options.Retry.MaxRetries = Retries;
        options.Retry.Delay = TimeSpan.FromMilliseconds(10);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(20);
        options.AddPolicy(new Policy(this), HttpPipelinePosition.BeforeTransport);
        return options;
    }

    private void Add(Rule rule)
    {
        lock (gate)
            rules.Add(rule);
    }

    private Rule? Match(Request request)
    {
        lock (gate)
        {
            var i = rules.FindIndex(r => r.Method == request.Method && Path(request).Contains(r.PathPart, StringComparison.Ordinal));
            if (i < 0)
                return null;
            var rule = rules[i];
            if (rule.Times > 1)
                rules[i] = rule with { Times = rule.Times - 1 };
            else
                rules.RemoveAt(i);
            Interlocked.Increment(ref fired);
            return rule;
        }
    }

    private static string Path(Request request) => Uri.UnescapeDataString(request.Uri.ToUri().AbsolutePath);

    private enum Kind
    {
        LoseResponse,
        FailBefore,
        Hold,
    }

    private sealed record Rule(RequestMethod Method, string PathPart, Kind Kind, int Times, TaskCompletionSource? Release);

    private sealed class Policy(Faults faults) : HttpPipelinePolicy
    {
        // As the transport throws it.
        private static RequestFailedException Lost(string message) => new(message, new IOException(message));

        // The product calls storage asynchronously, so only such calls are broken.
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var rule = faults.Match(message.Request);
            if (rule?.Kind == Kind.FailBefore)
                throw Lost("Fault: the request never arrived.");
            if (rule?.Release is { } release)
                await release.Task.WaitAsync(message.CancellationToken);
            await ProcessNextAsync(message, pipeline);
            if (rule?.Release is not null)
                Interlocked.Increment(ref faults.answered);
            if (rule?.Kind == Kind.LoseResponse)
                throw Lost("Fault: the response was lost.");
        }
    }
}
