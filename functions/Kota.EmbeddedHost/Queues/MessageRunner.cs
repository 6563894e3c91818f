using System.Diagnostics;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Kota.EmbeddedHost.Catalog;
using Kota.Kernel.Telemetry;

namespace Kota.EmbeddedHost.Queues;

/// <summary>Runs a function for one message, and then deletes the message, gives it back, or moves it to the poison queue.</summary>
internal sealed partial class MessageRunner(IServiceScopeFactory scopes, HostStorage storage, QueueBell bell, ILogger<MessageRunner> logger)
{
    /// <summary>
    /// How long a message is held; renewed while its function runs. The real host holds ten minutes: here a host that was killed
    /// leaves its messages to the next one within half a minute.
    /// </summary>
    public static readonly TimeSpan Lock = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    private int retryAtOnce;

    /// <summary>While this is held, a failed message comes back at once: whoever drains does not wait for the time between tries.</summary>
    public IDisposable RetryAtOnce() => new Hold(this);

    public async Task RunAsync(QueueEntry function, QueueClient queue, QueueMessage message, PumpSettings settings, CancellationToken ct)
    {
        try
        {
            // The host that took it last died, or could not move it.
            if (message.DequeueCount > settings.MaxTries && function.PoisonQueue is not null)
            {
                await PoisonAsync(function, queue, message, message.PopReceipt, ct).ConfigureAwait(false);
                return;
            }

            await using var held = new HeldMessage(queue, message, Lock, RenewEvery);
            var succeeded = await InvokeAsync(function, message, ct).ConfigureAwait(false);
            var receipt = await held.StopAsync().ConfigureAwait(false);
            if (succeeded)
                await queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None).ConfigureAwait(false);
            else
                await FailAsync(function, queue, message, receipt, settings, ct).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Not deleted or not given back: it comes again when its time is over. Every function stands a second run.
            Log.NotSettled(logger, function.Name, message.MessageId, (e as RequestFailedException)?.ErrorCode ?? e.GetType().Name);
        }
    }

    /// <summary>Runs a queue or topic function with this body; true when it succeeded.</summary>
    public async Task<bool> InvokeAsync(QueueEntry function, string body, string messageId, long tries, CancellationToken ct)
    {
        using var activity = Start(function, body);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await function.Invoker.InvokeAsync(scope.ServiceProvider, [.. function.Invoker.Parameters.Select(p => p.ParameterType == typeof(string) ? body : (object)ct)])
                .ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            Log.Failed(logger, function.Name, messageId, tries, e);
            return false;
        }
    }

    private async Task<bool> InvokeAsync(QueueEntry function, QueueMessage message, CancellationToken ct)
    {
        string body;
        try
        {
            body = storage.Decode(message);
        }
        catch (FormatException e)
        {
            Log.Unreadable(logger, function.Name, message.MessageId, e.Message);
            return false;
        }

        return await InvokeAsync(function, body, message.MessageId, message.DequeueCount, ct).ConfigureAwait(false);
    }

    private async Task FailAsync(QueueEntry function, QueueClient queue, QueueMessage message, string receipt, PumpSettings settings, CancellationToken ct)
    {
        // A poison queue's own failures stay out of sight until the lock ends, as on the real host: else they would spin.
        if (function.PoisonQueue is null)
            return;
        if (message.DequeueCount >= settings.MaxTries && !ct.IsCancellationRequested)
        {
            await PoisonAsync(function, queue, message, receipt, ct).ConfigureAwait(false);
            return;
        }

        // Cancelled by the end of the host, it has not failed: the next host may have it at once.
        var atOnce = ct.IsCancellationRequested || Volatile.Read(ref retryAtOnce) > 0 || settings.RetryAfter == TimeSpan.Zero;
        await queue.UpdateMessageAsync(message.MessageId, receipt, (string?)null, atOnce ? TimeSpan.Zero : settings.RetryAfter, CancellationToken.None)
            .ConfigureAwait(false);
        if (atOnce)
            bell.Ring(function.Queue);
    }

    // Put, then delete: a crash in between leaves the message twice rather than nowhere.
    private async Task PoisonAsync(QueueEntry function, QueueClient queue, QueueMessage message, string receipt, CancellationToken ct)
    {
        var poison = storage.Queue(function.PoisonQueue!);
        try
        {
            await poison.SendMessageAsync(message.MessageText, ct).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            await poison.CreateIfNotExistsAsync(cancellationToken: ct).ConfigureAwait(false);
            await poison.SendMessageAsync(message.MessageText, ct).ConfigureAwait(false);
        }

        await queue.DeleteMessageAsync(message.MessageId, receipt, ct).ConfigureAwait(false);
        bell.Ring(function.PoisonQueue!);
        Log.Poisoned(logger, function.Name, message.MessageId, message.DequeueCount);
    }

    // Finds the envelope's trace without parsing it: within a JSON string the quotes would be escaped.
    private static Activity? Start(QueueEntry function, string body)
    {
        const string mark = "\"traceparent\":\"";
        const int length = 55;
        var at = body.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        var parent = at >= mark.Length && at + length <= body.Length ? body.Substring(at, length) : null;
        return KotaTelemetry.Source.StartActivity(function.Name, ActivityKind.Consumer, parent);
    }

    private sealed class Hold : IDisposable
    {
        private readonly MessageRunner runner;

        public Hold(MessageRunner runner)
        {
            this.runner = runner;
            Interlocked.Increment(ref runner.retryAtOnce);
        }

        public void Dispose() => Interlocked.Decrement(ref runner.retryAtOnce);
    }

    private static partial class Log
    {
        [LoggerMessage(2011, LogLevel.Error, "Function {Function} failed for message {MessageId}, try {Tries}")]
        public static partial void Failed(ILogger logger, string function, string messageId, long tries, Exception e);

        [LoggerMessage(2012, LogLevel.Error, "Message {MessageId} of function {Function} moved to the poison queue after {Tries} tries")]
        public static partial void Poisoned(ILogger logger, string function, string messageId, long tries);

        [LoggerMessage(2013, LogLevel.Warning, "Message {MessageId} of function {Function} was neither deleted nor given back: {Reason}")]
        public static partial void NotSettled(ILogger logger, string function, string messageId, string? reason);

        [LoggerMessage(2014, LogLevel.Error, "Message {MessageId} of function {Function} cannot be decoded: {Reason}")]
        public static partial void Unreadable(ILogger logger, string function, string messageId, string reason);
    }
}
