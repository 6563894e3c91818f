using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;
using Kota.Kernel.Tables;

namespace Kota.TestKit;

/// <summary>
/// Writes down every request that goes to storage, retries too, as one line without ids: <c>table SubmissionIndex: insert</c>,
/// <c>table batch: 4 insert</c>, <c>queue submission-changed: put</c>.
/// </summary>
public sealed partial class StorageCalls : StoragePipeline
{
    private readonly ConcurrentQueue<string> made = new();

    /// <summary>The calls so far, in the order in which they were sent.</summary>
    public IReadOnlyList<string> Made => [.. made];

    /// <summary>Forgets them.</summary>
    public void Clear() => made.Clear();

    /// <inheritdoc/>
    public override T Apply<T>(T options)
    {
        base.Apply(options);
        options.AddPolicy(new Policy(made), HttpPipelinePosition.BeforeTransport);
        return options;
    }

    private static string Describe(Request request)
    {
        // Emulator addresses: /account/table(...) and /account/queue/messages/id.
        var path = request.Uri.ToUri().AbsolutePath.Split('/')[2..];
        var query = request.Uri.Query;
        return path switch
        {
            ["$batch"] => "table batch: " + string.Join(", ", Actions(request)),
            [var queue, "messages"] => $"queue {queue}: {(request.Method == RequestMethod.Post ? "put" : request.Method == RequestMethod.Get ? "receive" : "clear")}",
            [var queue, "messages", _] => $"queue {queue}: {(request.Method == RequestMethod.Delete ? "delete" : "renew")}",
            [var name] when query.Contains("comp=", StringComparison.Ordinal) || query.Contains("restype=", StringComparison.Ordinal) => $"properties of {name}",
            [var row] => $"table {row.Split('(')[0]}: {Verb(request.Method.Method)}",
            _ => $"{request.Method.Method} {string.Join('/', path)}",
        };
    }

    private static IEnumerable<string> Actions(Request request)
    {
        using var body = new MemoryStream();
        request.Content!.WriteTo(body, CancellationToken.None);
        return Action().Matches(Encoding.UTF8.GetString(body.ToArray())).GroupBy(m => Verb(m.Groups[1].Value)).Select(g => $"{g.Count()} {g.Key}");
    }

    private static string Verb(string method) => method switch
    {
        "POST" => "insert",
        "PUT" => "replace",
        "MERGE" or "PATCH" => "merge",
        "GET" => "read",
        _ => method.ToLowerInvariant(),
    };

    [GeneratedRegex("^(POST|PUT|MERGE|PATCH|DELETE) http", RegexOptions.Multiline)]
    private static partial Regex Action();

    private sealed class Policy(ConcurrentQueue<string> made) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => made.Enqueue(Describe(message.Request));
    }
}
