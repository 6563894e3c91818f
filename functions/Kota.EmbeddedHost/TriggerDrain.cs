namespace Kota.EmbeddedHost;

/// <summary>Runs triggers to their end, so that tests need not wait for time to pass.</summary>
public sealed class TriggerDrain
{
    /// <summary>Runs queue and topic triggers until their queues are empty and nothing runs; failed messages are retried at once.</summary>
    public Task DrainAsync(CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Runs one timer function now and waits for it; its exception is thrown here.</summary>
    public Task RunTimerAsync(string functionName, CancellationToken ct) => throw new NotSupportedException();
}
