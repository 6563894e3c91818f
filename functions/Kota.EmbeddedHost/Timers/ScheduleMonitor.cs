using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Kota.EmbeddedHost.Catalog;
using Kota.EmbeddedHost.Queues;
using Microsoft.Azure.Functions.Worker;

namespace Kota.EmbeddedHost.Timers;

/// <summary>Remembers in a blob when a timer function ran last, in the JSON of the real host: Last, Next, LastUpdated.</summary>
internal sealed class ScheduleMonitor(HostStorage storage)
{
    /// <summary>Whether the last run is remembered: not when the attribute says no, nor when runs lie less than a minute apart.</summary>
    public static bool Monitors(TimerEntry function, DateTime now)
    {
        if (!function.Trigger.UseMonitor)
            return false;
        var runs = function.Schedule.GetNextOccurrences(now, now.AddYears(1)).Take(5).ToList();
        return runs.Zip(runs.Skip(1), (a, b) => b - a).All(gap => gap >= TimeSpan.FromMinutes(1));
    }

    public async Task<ScheduleStatus?> ReadAsync(TimerEntry function, CancellationToken ct)
    {
        try
        {
            var content = await Blob(function).DownloadContentAsync(ct).ConfigureAwait(false);
            return content.Value.Content.ToObjectFromJson<ScheduleStatus>();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
        catch (JsonException)
        {
            // Cut off or written by hand: as good as none, and the next run writes it anew.
            return null;
        }
    }

    public Task WriteAsync(TimerEntry function, ScheduleStatus status, CancellationToken ct) =>
        Blob(function).UploadAsync(BinaryData.FromObjectAsJson(status), overwrite: true, ct);

    private BlobClient Blob(TimerEntry function) => storage.Container.GetBlobClient($"timers/kota/{function.Name}/status");
}
