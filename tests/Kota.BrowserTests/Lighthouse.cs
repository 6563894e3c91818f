using System.Diagnostics;
using System.Text.Json;
using Kota.TestKit;

namespace Kota.BrowserTests;

/// <summary>What Lighthouse says of one page: scores from 0 to 100 by category, and what kept them from 100.</summary>
/// <param name="Scores">By name of the category.</param>
/// <param name="Faults">Audits below 1 that count, with what Lighthouse shows beside them.</param>
internal sealed record LighthouseReport(IReadOnlyDictionary<string, double> Scores, IReadOnlyList<string> Faults);

/// <summary>Runs Lighthouse with its mobile profile: a slow phone on slow 4G, both simulated, so that little depends on this machine.</summary>
internal static class Lighthouse
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>A report of one run; null where the browser gave it nothing to judge, as happens on busy machines.</summary>
    /// <param name="chromium">Path of the browser.</param>
    /// <param name="page">Address of the page.</param>
    /// <param name="without">Audits that do not apply to this page.</param>
    public static async Task<LighthouseReport?> RunAsync(string chromium, Uri page, params string[] without)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            Repository.PathOf("node_modules/lighthouse/cli/index.js"), page.AbsoluteUri, "--quiet", "--output=json", "--output-path=stdout",
            "--no-enable-error-reporting", "--chrome-flags=--headless=new --no-sandbox --disable-gpu", $"--skip-audits={string.Join(',', [.. without, "full-page-screenshot"])}",
        })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["CHROME_PATH"] = chromium;
        using var process = Process.Start(start)!;
        try
        {
            var complaints = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var answer = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StartsWith('{'), $"Lighthouse gave no report: {await complaints}");
            return Read(JsonDocument.Parse(answer).RootElement);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static LighthouseReport? Read(JsonElement report)
    {
        if (report.TryGetProperty("runtimeError", out _))
            return null;
        var (categories, audits) = (report.GetProperty("categories").EnumerateObject().ToList(), report.GetProperty("audits"));
        var faults =
            from category in categories
            from reference in category.Value.GetProperty("auditRefs").EnumerateArray()
            where reference.GetProperty("weight").GetDouble() > 0
            let audit = audits.GetProperty(reference.GetProperty("id").GetString()!)
            let score = audit.GetProperty("score")
            where score.ValueKind == JsonValueKind.Number && score.GetDouble() < 1
            select $"{category.Name} {audit.GetProperty("id")}: {score}, {audit.GetProperty("title")} {Detail(audit)}";
        return new LighthouseReport(categories.ToDictionary(c => c.Name, c => Score(c.Value)), [.. faults]);
    }

    // A category whose audits could not be judged has none.
    private static double Score(JsonElement category) =>
        category.GetProperty("score") is { ValueKind: JsonValueKind.Number } score ? Math.Round(100 * score.GetDouble()) : 0;

    private static string Detail(JsonElement audit)
    {
        var shown = audit.TryGetProperty("displayValue", out var value) ? value.GetString() : null;
        var items = audit.TryGetProperty("details", out var details) && details.TryGetProperty("items", out var all) ? all.GetRawText() : "";
        return $"{shown} {(items.Length > 400 ? items[..400] + "…" : items)}".Trim();
    }
}
