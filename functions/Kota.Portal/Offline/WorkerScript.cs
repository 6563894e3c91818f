using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kota.Functions;
using Kota.Portal.Rendering;
using Kota.Portal.Screens;

namespace Kota.Portal.Offline;

/// <summary>
/// The service worker: the list of what it keeps, the outbox that pages use too, and the worker itself. Its text changes with the name
/// of any asset and with the program, whereupon browsers install it anew.
/// </summary>
public sealed class WorkerScript(AssetStore assets)
{
    // No map: a phone without signal has no tiles either, and the lists of kelurahan and RW do without it.
    private static readonly string[] Kept =
        ["kota.css", "mark.svg", "icon-192.png", "shell.js", "steps.js", "refill.js", "photos.js", "place.js", "keep.js", "waiting.js", "outbox.js", "leaflet-map.js", "wards.js", "wards.json"];

    private readonly string source = Read(assets.Named("outbox.js")).Replace("export ", "", StringComparison.Ordinal) + Read(assets.Named("worker.js"));

    public string For(string language, IReadOnlyList<string> forms)
    {
        var urls = Kept.Select(k => assets[k]).ToList();
        var shell = new { lang = language, offline = OfflineScreen.Path, forms, assets = urls, version = Version(urls, forms) };
        return $"const shell = {JsonSerializer.Serialize(shell)};\n{source}";
    }

    private string Version(IEnumerable<string> urls, IEnumerable<string> forms)
    {
        var programs = new[] { typeof(WorkerScript), typeof(KotaServices) }.Select(t => t.Module.ModuleVersionId.ToString());
        var all = string.Join('\n', [.. urls, .. forms, .. programs, source]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 6));
    }

    private static string Read(Asset asset)
    {
        using var reader = new StreamReader(AssetStore.Open(asset));
        return reader.ReadToEnd();
    }
}
