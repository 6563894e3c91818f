using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Kota.EmbeddedHost.Queues;

/// <summary>Keeps a message out of others' sight while its function runs. Costs nothing for a function that ends before the first renewal.</summary>
internal sealed class HeldMessage : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();

    private readonly Task renewal;

    private string receipt;

    public HeldMessage(QueueClient queue, QueueMessage message, TimeSpan hold, TimeSpan renewEvery)
    {
        receipt = message.PopReceipt;
        renewal = RenewAsync(queue, message.MessageId, hold, renewEvery);
    }

    /// <summary>Ends the renewals and gives the receipt that is valid now.</summary>
    public async Task<string> StopAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await renewal.ConfigureAwait(false);
        return receipt;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task RenewAsync(QueueClient queue, string id, TimeSpan hold, TimeSpan every)
    {
        try
        {
            while (true)
            {
                await Task.Delay(every, stop.Token).ConfigureAwait(false);

                // Not cancelled by stop: a renewal that is under way changes the receipt, and its answer is the only word of the new one.
                UpdateReceipt renewed = await queue.UpdateMessageAsync(id, receipt, (string?)null, hold, CancellationToken.None).ConfigureAwait(false);
                receipt = renewed.PopReceipt;
            }
        }
        catch (OperationCanceledException)
        {
            // The function has ended.
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or IOException)
        {
            // Storage is away or somebody else has the message: settling it fails too then, and it is run again.
        }
    }
}
