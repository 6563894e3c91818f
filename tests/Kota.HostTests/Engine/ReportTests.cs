using Azure.Storage.Blobs;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>Two weeks of a city with two days off in them, and the reports on them.</summary>
public sealed class ReportTests(AzuriteFixture azurite)
{
    private static readonly string[] DailyFiles = ["agencies.csv", "late.csv", "late.html", "late.xlsx", "people.csv"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_daily_report_is_right_to_the_minute_and_stays_as_it_is()
    {
        // Monday 2 February, 07:30 in Malang. The first response to a report of that minute is due on Tuesday at 07:30.
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { Now = At(2, 0, 30) });
        using var reporter = new Visitor(host.NewClient());
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        using var admin = await Visitor.SignInAsync(host, "admin");
        var early = await reporter.ReportAsync();
        await host.DrainAsync();
        host.Clock.SetUtcNow(At(2, 23, 30));
        var late = await reporter.ReportAsync();
        await host.DrainAsync();

        // Tuesday 07:01: one ends today at 07:30, the other at 06:30 tomorrow; both are soon late.
        host.Clock.SetUtcNow(At(3, 0, 1));
        await host.RunTimerAsync("MakeReports");
        var tuesday = await FileAsync(officer, "daily/2026-02-03/late.csv");
        Assert.Equal([(early.Id, "soon_late"), (late.Id, "soon_late")], Rows(tuesday));

        // Wednesday: the host is down at 07:01 and runs in the afternoon, after the second was accepted at 09:00.
        host.Clock.SetUtcNow(At(4, 2, 0));
        using (var accepted = await officer.ActAsync(late.Id, 2, "accept"))
            await Visitor.JsonAsync(accepted, 200);
        await host.DrainAsync();
        host.Clock.SetUtcNow(At(4, 9, 0));
        await host.RunTimerAsync("MakeReports");
        var wednesday = await FileAsync(officer, "daily/2026-02-04/late.csv");
        Assert.Equal([(early.Id, "late"), (late.Id, "late")], Rows(wednesday));
        Assert.DoesNotContain("in_progress", wednesday, StringComparison.Ordinal);

        // Run again two weeks later, also from nothing: the same bytes.
        host.Clock.SetUtcNow(At(18, 3, 0));
        using (var answered = await officer.AnswerAsync(early.Id, 2, "Sudah ditambal dengan aspal.", SamplePhotos.Jpeg()))
            await Visitor.JsonAsync(answered, 200);
        await host.DrainAsync();
        var before = await BlobsAsync(host, "daily/2026-02-04/");
        Assert.Equal(DailyFiles, before.Keys.Order());
        using (var again = await admin.SendAsync(HttpMethod.Post, "/api/v1/reports/daily/2026-02-04", null))
            Assert.True((await Visitor.JsonAsync(again, 200)).GetProperty("same").GetBoolean());
        foreach (var file in before.Keys)
            await Container(host).DeleteBlobAsync("daily/2026-02-04/" + file, cancellationToken: Ct);
        using (var again = await admin.SendAsync(HttpMethod.Post, "/api/v1/reports/daily/2026-02-04", null))
            await Visitor.JsonAsync(again, 200);
        var after = await BlobsAsync(host, "daily/2026-02-04/");
        Assert.All(before, b => Assert.Equal(b.Value, after[b.Key]));
    }

    [Fact]
    public async Task Missed_days_are_made_up_for_and_days_off_have_none()
    {
        // Friday 13 February to Wednesday 18, over a weekend and two days off.
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { Now = At(12, 0, 1) });
        using var auditor = await Visitor.SignInAsync(host, "auditor");
        await host.RunTimerAsync("MakeReports");
        host.Clock.SetUtcNow(At(18, 5, 0));
        await host.RunTimerAsync("MakeReports");
        await host.RunTimerAsync("MakeReports");

        Assert.Equal(["2026-02-18", "2026-02-13", "2026-02-12"], await DatesAsync(auditor, "daily"));
        Assert.Equal(["2026-02-16", "2026-02-09"], await DatesAsync(auditor, "weekly"));
    }

    [Fact]
    public async Task A_week_is_counted_and_shown_to_officials()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        var ticket = await reporter.ReportAsync();
        await host.DrainAsync();
        host.Clock.Advance(TimeSpan.FromHours(12));
        using (var answered = await officer.AnswerAsync(ticket.Id, 2, "Sudah ditambal dengan aspal.", SamplePhotos.Jpeg()))
            await Visitor.JsonAsync(answered, 200);
        await host.DrainAsync();
        host.Clock.SetUtcNow(At(9, 0, 1));
        await host.RunTimerAsync("MakeReports");

        Assert.Contains("agency,dpuprpkp,1,1,0.5,0.5,0,0,0,,0", await FileAsync(officer, "weekly/2026-02-09/figures.csv"), StringComparison.Ordinal);
        using var asked = await officer.SendAsync(HttpMethod.Get, "/api/v1/reports/figures?from=2026-02-02&to=2026-02-08&by=kelurahan", null);
        var row = Assert.Single((await Visitor.JsonAsync(asked, 200)).GetProperty("rows").EnumerateArray());
        Assert.Equal(("35.73.05.1004", 1, 0.5), (row.GetProperty("key").GetString(), row.GetProperty("answered").GetInt32(), row.GetProperty("medianDays").GetDouble()));

        // One case is too few for the public.
        host.Clock.SetUtcNow(At(1, 0, 1).AddMonths(1));
        using var open = await reporter.SendAsync(HttpMethod.Get, "/api/v1/open-data/sambat?from=2026-02&to=2026-03&by=agency", null);
        var shown = Assert.Single((await Visitor.JsonAsync(open, 200)).GetProperty("rows").EnumerateArray());
        Assert.False(shown.TryGetProperty("answered", out _) || shown.TryGetProperty("medianDays", out _));
        using var csv = await reporter.SendAsync(HttpMethod.Get, "/api/v1/open-data/sambat?from=2026-02&to=2026-02&format=csv", null);
        Assert.StartsWith("month,key,opened", await csv.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var league = await reporter.SendAsync(HttpMethod.Get, "/api/v1/open-data/league", null);
        Assert.Equal("dpuprpkp", (await Visitor.JsonAsync(league, 200)).GetProperty("agencies")[0].GetProperty("agency").GetString());
    }

    [Theory]
    [InlineData("GET", "/api/v1/reports?kind=hourly", "/kind", "report-kind")]
    [InlineData("GET", "/api/v1/reports?cursor=x", "/cursor", "cursor-malformed")]
    [InlineData("GET", "/api/v1/reports/daily/2026-2-2/late.csv", "/date", "report-date")]
    [InlineData("POST", "/api/v1/reports/daily/2026-02-30", "/date", "report-date")]
    [InlineData("POST", "/api/v1/reports/daily/2026-02-04", "/date", "report-date-future")]
    [InlineData("POST", "/api/v1/reports/daily/2026-02-01", "/date", "report-day-off")]
    [InlineData("POST", "/api/v1/reports/weekly/2026-02-03", "/date", "report-not-monday")]
    [InlineData("GET", "/api/v1/reports/figures?to=2026-02-03", "/from", "report-date")]
    [InlineData("GET", "/api/v1/reports/figures?from=2026-02-03&to=2026-02-02", "/to", "report-span-backwards")]
    [InlineData("GET", "/api/v1/reports/figures?from=2024-02-03&to=2026-02-02", "/to", "report-span-long")]
    [InlineData("GET", "/api/v1/reports/figures?from=2026-02-01&to=2026-02-02&by=rw", "/by", "report-by")]
    [InlineData("GET", "/api/v1/open-data/sambat?from=2026-02-01&to=2026-02", "/from", "report-month")]
    [InlineData("GET", "/api/v1/open-data/sambat?from=9999-12&to=9999-12", "/from", "report-month")]
    [InlineData("GET", "/api/v1/reports/figures?from=0001-01-01&to=0001-01-02", "/from", "report-date")]
    [InlineData("GET", "/api/v1/open-data/sambat?from=9999-12&to=9999-12&format=xml", "/format", "report-format")]
    [InlineData("GET", "/api/v1/open-data/sambat?from=2020-01&to=2026-02", "/to", "report-months-many")]
    public async Task Bad_parameters_are_named(string method, string path, string pointer, string code)
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");

        using var response = await admin.SendAsync(new HttpMethod(method), path, null);

        Assert.Contains(code, Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))[pointer]);
    }

    private static DateTimeOffset At(int day, int hour, int minute) => new(2026, 2, day, hour, minute, 0, TimeSpan.Zero);

    private static async Task<string> FileAsync(Visitor visitor, string file)
    {
        using var response = await visitor.SendAsync(HttpMethod.Get, "/api/v1/reports/" + file, null);
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }

    private static async Task<IEnumerable<string?>> DatesAsync(Visitor visitor, string kind)
    {
        using var response = await visitor.SendAsync(HttpMethod.Get, "/api/v1/reports?kind=" + kind, null);
        return (await Visitor.JsonAsync(response, 200)).GetProperty("items").EnumerateArray().Select(r => r.GetProperty("date").GetString());
    }

    private static IEnumerable<(string Id, string Status)> Rows(string csv) =>
        csv.Split("\r\n").Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).Select(c => (c[4], c[10]));

    private static BlobContainerClient Container(KotaTestHost host) => new(host.StorageConnection, "reports");

    private static async Task<Dictionary<string, byte[]>> BlobsAsync(KotaTestHost host, string prefix)
    {
        var found = new Dictionary<string, byte[]>();
        await foreach (var blob in Container(host).GetBlobsAsync(new Azure.Storage.Blobs.Models.GetBlobsOptions { Prefix = prefix }, Ct))
            found[blob.Name[prefix.Length..]] = (await Container(host).GetBlobClient(blob.Name).DownloadContentAsync(Ct)).Value.Content.ToArray();
        return found;
    }
}
