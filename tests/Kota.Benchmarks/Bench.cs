using Kota.Benchmarks.Floor;
using Kota.Benchmarks.Host;
using Kota.EmbeddedHost.Azurite;

namespace Kota.Benchmarks;

/// <summary>A fresh Azurite with two accounts, the published host over one and the floor over the other.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly LocalAzurite azurite;

    private Bench(LocalAzurite azurite, PublishedHost host, FloorProcess floor)
    {
        this.azurite = azurite;
        Host = host;
        Floor = floor;
        FollowUp = new FollowUp(azurite.ConnectionString(Ours.Name));
    }

    public static AzuriteAccount Ours { get; } = new("ours", Convert.ToBase64String(new byte[32]));

    public static AzuriteAccount TheFloors { get; } = new("floor", Convert.ToBase64String(new byte[32]));

    public PublishedHost Host { get; }

    public FloorProcess Floor { get; }

    public FollowUp FollowUp { get; }

    public static async Task<Bench> StartAsync(params (string Name, string Value)[] settings)
    {
        await PublishedHost.PublishAsync();
        var azurite = await StartAzuriteAsync();
        try
        {
            var host = await PublishedHost.StartAsync(azurite.ConnectionString(Ours.Name), settings);
            return new Bench(azurite, host, FloorProcess.Start(azurite.ConnectionString(TheFloors.Name)));
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tables in memory, queues on disk: three processes, none of which an earlier run has slowed down.</summary>
    public static Task<LocalAzurite> StartAzuriteAsync() =>
        LocalAzurite.StartAsync(new AzuriteOptions { Memory = true, BlobPort = 0, QueuePort = 0, TablePort = 0, Accounts = [Ours, TheFloors] });

    public Task<string> SubmitAsync() => Report.SendAsync(Host.Client);

    public async ValueTask DisposeAsync()
    {
        await Floor.DisposeAsync();
        await Host.DisposeAsync();
        await azurite.DisposeAsync();
    }
}
