using Kota.Functions.Hotspots.Storage;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Hotspots;

/// <summary>
/// A point for each of the city's 551 RW, at the centre of its kelurahan, where Kota:Hotspots:Demo says so and tables are made at start.
/// Providers, lines and speeds are made up, since no source names them; the cost is the year's 1.4 billion rupiah over 551 points and twelve
/// months. What stands already stays.
/// </summary>
internal sealed class EnterDemoHotspots(HotspotStore store, Regions regions, CityClock clock, IOptions<HotspotOptions> options, IConfiguration configuration) : IHostedService
{
    private static readonly string[] Providers = ["Penyedia Contoh A", "Penyedia Contoh B", "Penyedia Contoh C"];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Demo && bool.TryParse(configuration["Kota:Storage:Create"], out var create) && create)
            await store.EnterAsync(Points().Select(h => HotspotRow.For(h, clock.Now, null)), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Hotspot> Points() =>
        from kelurahan in regions.All
        from rw in Enumerable.Range(1, kelurahan.RwCount)
        select new Hotspot
        {
            Id = kelurahan.RwId(rw),
            Name = $"Balai RW {rw:D2} {kelurahan.Name}",
            Kelurahan = kelurahan.Code,
            Rw = rw,
            Lat = kelurahan.Lat,
            Lon = kelurahan.Lon,
            Provider = Providers[rw % Providers.Length],
            Circuit = $"CONTOH-{kelurahan.BpsCode}-{rw:D2}",
            Mbps = 50,
            MonthlyCost = 212_000,
            Demo = true,
            Version = 1,
        };
}
