using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kota.HostTests.BlackBox;
using Kota.Kernel.Time;
using Kota.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.HostTests.Engine;

/// <summary>The city admin enters a decree while Kota runs. Each test has a city of its own, since days off hold for all of it.</summary>
public sealed class HolidayTests(AzuriteFixture azurite)
{
    private const string Path = "/api/v1/holidays";
    private static readonly DateOnly Thursday = new(2026, 2, 5);

    [Fact]
    public async Task Clocks_that_start_after_a_decree_count_by_it_and_running_ones_keep_what_was_told()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        using var guest = new Visitor(host.NewClient());

        // Tuesday 09:00 in Malang: three working days end on Friday, and over a Thursday off on Monday.
        var before = await ReportAsync(guest);
        await ChangeAsync(admin, 0, With(await DaysAsync(guest), Off(Thursday)));
        var after = await ReportAsync(guest);

        Assert.Equal(new DateTimeOffset(2026, 2, 6, 2, 0, 0, TimeSpan.Zero), await DueAsync(guest, before));
        Assert.Equal(new DateTimeOffset(2026, 2, 9, 2, 0, 0, TimeSpan.Zero), await DueAsync(guest, after));
    }

    [Fact]
    public async Task Another_instance_follows_within_half_a_minute_and_one_that_starts_at_once()
    {
        var account = azurite.NewAccount();
        await using var here = await KotaTestHost.StartAsync(account);
        await using var there = await KotaTestHost.StartAsync(account);
        using var admin = await Visitor.SignInAsync(here, "admin");
        await ChangeAsync(admin, 0, With(await DaysAsync(admin), Off(Thursday)));

        Assert.False(Works(here));
        Assert.True(Works(there));
        there.Clock.Advance(TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() => !Works(there), "the other instance follows");
        await using var later = await KotaTestHost.StartAsync(account);
        Assert.False(Works(later));
    }

    [Fact]
    public async Task Every_version_stays_and_a_change_must_name_the_one_before()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        using var auditor = await Visitor.SignInAsync(host, "auditor");
        using var guest = new Visitor(host.NewClient());
        var builtIn = await DaysAsync(guest);
        var (one, two) = (With(builtIn, Off(Thursday)), With(builtIn, Off(Thursday.AddDays(1))));

        var first = await ChangeAsync(admin, 0, one);
        Assert.Equal(first.GetRawText(), (await ChangeAsync(admin, 0, one)).GetRawText());
        using (var stale = await SendAsync(admin, 0, two))
            await Visitor.ProblemAsync(stale, 412, "stale");
        using (var unnamed = await admin.SendAsync(HttpMethod.Put, Path, JsonContent.Create(new { days = two })))
            await Visitor.ProblemAsync(unnamed, 428, "if-match-needed");
        await ChangeAsync(admin, 1, two);

        var versions = (await ReadAsync(auditor, "/versions")).EnumerateArray().ToList();
        Assert.Equal([2, 1, 0], versions.Select(Visitor.VersionOf));
        Assert.Equal(first.GetRawText(), (await ReadAsync(auditor, "/versions/1")).GetRawText());
        Assert.Equal(builtIn.ToJsonString(), JsonNode.Parse((await ReadAsync(auditor, "/versions/0")).GetProperty("days").GetRawText())!.ToJsonString());
        using (var never = await auditor.SendAsync(HttpMethod.Get, Path + "/versions/9", null))
            await Visitor.ProblemAsync(never, 404, "holidays-version-unknown");
        var seen = await ReadAsync(guest, "");
        Assert.Equal((2, "2027-12-31", false), (Visitor.VersionOf(seen), seen.GetProperty("knownUntil").GetString(), seen.TryGetProperty("changedBy", out _)));
        Assert.True((await ReadAsync(auditor, "")).TryGetProperty("changedBy", out _));
    }

    [Fact]
    public async Task What_lies_behind_stays_a_day_off_and_every_error_names_its_place()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        var days = await DaysAsync(admin);

        using (var missing = await SendAsync(admin, 0, new JsonArray([.. days.Skip(1).Select(d => d!.DeepClone())])))
        {
            var problem = await Visitor.ProblemAsync(missing, 400);
            Assert.Equal("holiday-missing", Assert.Single(Visitor.ErrorsOf(problem)["/days"]));
            Assert.Contains("2026-01-01", problem.GetRawText(), StringComparison.Ordinal);
        }

        var bad = Off(Thursday);
        (bad["id"], bad["source"]) = ("", new string('x', 301));
        var errors = await ErrorsAsync(admin, With(days, bad, Off(Thursday), Off(new DateOnly(2026, 2, 2)), Off(new DateOnly(2031, 1, 1))));
        var at = days.Count;
        Assert.Equal([$"/days/{at}/id", $"/days/{at}/source", $"/days/{at + 1}/date", $"/days/{at + 2}/date", $"/days/{at + 3}/date"], errors.Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.Equal(0, Visitor.VersionOf(await ReadAsync(admin, "")));
    }

    [Theory]
    [InlineData("""{"days":[]}""", "/days")]
    [InlineData("""{"days":[null]}""", "/days/0")]
    [InlineData("""{"days":[{"date":"tomorrow","kind":"national","status":"decreed","source":"s","id":"a","en":"b"}]}""", "/days/0/date")]
    [InlineData("""{"days":[{"date":"2026-02-05","kind":"party","status":"decreed","source":"s","id":"a","en":"b"}]}""", "/days/0/kind")]
    [InlineData("""{"days":[{"date":"2026-02-05","kind":"national","status":"decreed","source":"s","id":"a","en":"b","more":1}]}""", "/days/0/more")]
    [InlineData("""{}""", "")]
    public async Task Json_that_does_not_fit_is_refused_with_its_place(string json, string pointer)
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");

        using var response = await admin.SendAsync(HttpMethod.Put, Path, new StringContent(json, null, "application/json"), ("If-Match", "\"0\""));

        Assert.NotEmpty(Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))[pointer]);
    }

    [Fact]
    public async Task A_daily_report_run_again_goes_by_the_calendar_of_its_day()
    {
        // Tuesday 06:00 in Malang: due in 24 hours. Soon late at 07:00, since Wednesday is a working day, and with Wednesday off too: what would
        // differ is who else is, so that the files must not be made by the newer days.
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { Now = new(2026, 2, 2, 23, 0, 0, TimeSpan.Zero) });
        using var admin = await Visitor.SignInAsync(host, "admin");
        using var guest = new Visitor(host.NewClient());
        await guest.ReportAsync();
        await host.DrainAsync();
        host.Clock.SetUtcNow(new(2026, 2, 3, 0, 1, 0, TimeSpan.Zero));
        await host.RunTimerAsync("MakeReports");
        host.Clock.SetUtcNow(new(2026, 2, 3, 3, 0, 0, TimeSpan.Zero));
        await ChangeAsync(admin, 0, With(await DaysAsync(admin), Off(new DateOnly(2026, 2, 4)), Off(Thursday)));

        using var again = await admin.SendAsync(HttpMethod.Post, "/api/v1/reports/daily/2026-02-03", null);

        Assert.True((await Visitor.JsonAsync(again, 200)).GetProperty("same").GetBoolean());
        using var off = await admin.SendAsync(HttpMethod.Post, "/api/v1/reports/daily/2026-02-04", null);
        Assert.NotEmpty(Visitor.ErrorsOf(await Visitor.ProblemAsync(off, 400)));
    }

    private static JsonObject Off(DateOnly day) => new()
    {
        ["date"] = day.ToString("yyyy-MM-dd", null),
        ["kind"] = "collective",
        ["status"] = "decreed",
        ["source"] = "Keputusan bersama",
        ["id"] = "Cuti bersama",
        ["en"] = "Collective leave",
    };

    private static JsonArray With(JsonArray days, params JsonObject[] more) => [.. days.Select(d => d!.DeepClone()), .. more];

    private static bool Works(KotaTestHost host) => host.Services.GetRequiredService<WorkingCalendar>().IsWorkingDay(Thursday);

    private static async Task<JsonArray> DaysAsync(Visitor visitor) => JsonNode.Parse((await ReadAsync(visitor, "")).GetProperty("days").GetRawText())!.AsArray();

    // "Other" has no agency, so that it waits to be verified.
    private static async Task<Ticket> ReportAsync(Visitor guest)
    {
        using var response = await guest.SubmitAsync(JsonContent.Create(new { category = "other", fields = new { title = "Hal lain", description = "Sesuatu yang lain sama sekali." }, place = new { kelurahan = "35.73.05.1004" } }));
        var receipt = await Visitor.JsonAsync(response, 201);
        return new Ticket(receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString()!);
    }

    private static async Task<DateTimeOffset> DueAsync(Visitor guest, Ticket ticket) =>
        (await guest.ReadAsync(ticket.Id, ticket.Pin)).GetProperty("due").GetDateTimeOffset();

    private static async Task<JsonElement> ChangeAsync(Visitor admin, int version, JsonArray days)
    {
        using var response = await SendAsync(admin, version, days);
        return await Visitor.JsonAsync(response, 200);
    }

    private static async Task<ILookup<string, string>> ErrorsAsync(Visitor admin, JsonArray days)
    {
        using var response = await SendAsync(admin, 0, days);
        return Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400));
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor admin, int version, JsonArray days) =>
        admin.SendAsync(HttpMethod.Put, Path, JsonContent.Create(new { days = days.DeepClone() }), ("If-Match", $"\"{version}\""));

    private static async Task<JsonElement> ReadAsync(Visitor visitor, string path)
    {
        using var response = await visitor.SendAsync(HttpMethod.Get, Path + path, null);
        return await Visitor.JsonAsync(response, 200);
    }
}
