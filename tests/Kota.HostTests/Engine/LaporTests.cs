using System.Net.Http.Json;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>Reports are handed over to LAPOR and told of once each, whatever breaks on the way.</summary>
public sealed class LaporTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_report_is_handed_over_without_its_reporter_and_its_steps_follow()
    {
        await using var lapor = await LaporSimulator.StartAsync();
        await using var host = await StartAsync(lapor);
        using var reporter = new Visitor(host.NewClient());
        var form = Visitor.Pothole();
        form.Add(new StringContent("Zulaikha Markah"), "fields.name");
        form.Add(new StringContent("081299998888"), "fields.phone");
        using var sent = await reporter.SubmitAsync(form);
        var id = (await Visitor.JsonAsync(sent, 201)).GetProperty("id").GetString()!;
        await host.DrainAsync();
        await host.RunTimerAsync("TellLapor");

        var report = lapor.Reports[id];
        Assert.Equal("Lubang di jalan", report.GetProperty("title").GetString());
        Assert.DoesNotContain("Markah", report.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("99998888", report.GetRawText(), StringComparison.Ordinal);

        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        await ActAsync(host, officer.ActAsync(id, 2, "accept"));
        await ActAsync(host, officer.AnswerAsync(id, 3, "Sudah ditambal dengan aspal.", SamplePhotos.Jpeg()));

        Assert.Equal(["diproses", "diproses", "diproses"], lapor.Steps["LAPOR-1"]);
        Assert.Equal(0, lapor.Repeats);
    }

    [Fact]
    public async Task While_LAPOR_is_away_everything_waits_and_then_goes_once()
    {
        await using var lapor = await LaporSimulator.StartAsync();
        await using var host = await StartAsync(lapor);
        using var reporter = new Visitor(host.NewClient());
        lapor.Away = true;
        var tickets = new[] { await reporter.ReportAsync(), await reporter.ReportAsync(), await reporter.ReportAsync() };
        await host.DrainAsync();
        for (var n = 0; n < 4; n++)
        {
            await host.RunTimerAsync("TellLapor");
            host.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        lapor.Away = false;
        await host.RunTimerAsync("TellLapor");
        Assert.Empty(lapor.Reports);
        host.Clock.Advance(TimeSpan.FromHours(7));
        await host.RunTimerAsync("TellLapor");
        await host.RunTimerAsync("TellLapor");

        Assert.Equal(tickets.Select(t => t.Id).Order(), lapor.Reports.Keys.Order());
        Assert.All(lapor.Steps.Values, steps => Assert.Single(steps));
        Assert.Equal(0, lapor.Repeats);
    }

    [Fact]
    public async Task A_lost_answer_makes_no_second_report()
    {
        await using var lapor = await LaporSimulator.StartAsync();
        await using var host = await StartAsync(lapor);
        using var reporter = new Visitor(host.NewClient());
        await reporter.ReportAsync();
        await host.DrainAsync();
        lapor.LoseAnswers(1);
        await host.RunTimerAsync("TellLapor");
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.RunTimerAsync("TellLapor");

        Assert.Single(lapor.Reports);
        Assert.Equal("LAPOR-1", Assert.Single(lapor.Steps).Key);
    }

    [Fact]
    public async Task What_the_ministry_writes_comes_back_once_and_stays_inside()
    {
        await using var lapor = await LaporSimulator.StartAsync();
        await using var host = await StartAsync(lapor);
        using var reporter = new Visitor(host.NewClient());
        var ticket = await reporter.ReportAsync();
        await host.DrainAsync();
        await host.RunTimerAsync("TellLapor");
        lapor.Write(ticket.Id, "Mohon dijawab minggu ini.");
        await host.RunTimerAsync("HearLapor");
        await host.RunTimerAsync("HearLapor");

        var comments = (await reporter.TimelineAsync(ticket.Id, ticket.Pin)).Where(s => s.GetProperty("action").GetProperty("code").GetString() == "comment").ToList();
        Assert.Equal("SP4N-LAPOR: Mohon dijawab minggu ini.", Assert.Single(comments).GetProperty("inputs").GetProperty("text").GetString());
        Assert.DoesNotContain(await reporter.TimelineAsync(ticket.Id), s => s.GetProperty("action").GetProperty("code").GetString() == "comment");
    }

    [Fact]
    public async Task A_held_report_is_handed_over_only_after_the_city_admin_read_it()
    {
        await using var lapor = await LaporSimulator.StartAsync();
        await using var host = await StartAsync(lapor);
        using var admin = await Visitor.SignInAsync(host, "admin");
        using var reporter = new Visitor(host.NewClient());
        using (var ban = await admin.SendAsync(HttpMethod.Put, "/api/v1/services/sambat/rules/banned-words", JsonContent.Create(new { words = new[] { "pasar" } }), ("If-Match", "\"0\"")))
            await Visitor.JsonAsync(ban, 200);
        var ticket = await reporter.ReportAsync();
        await host.DrainAsync();
        await host.RunTimerAsync("TellLapor");
        Assert.Empty(lapor.Reports);

        await ActAsync(host, admin.ActAsync(ticket.Id, 1, "forward", new { agency = "dpuprpkp" }));
        Assert.Equal(ticket.Id, Assert.Single(lapor.Reports).Key);
    }

    [Fact]
    public async Task It_is_off_where_no_address_is_set()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());
        await reporter.ReportAsync();
        await host.DrainAsync();
        await host.RunTimerAsync("TellLapor");
        await host.RunTimerAsync("HearLapor");

        var table = new Azure.Data.Tables.TableServiceClient(host.StorageConnection).GetTableClient("Lapor");
        Assert.Empty(await table.QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    private Task<KotaTestHost> StartAsync(LaporSimulator lapor) => KotaTestHost.StartAsync(azurite, new KotaTestHostOptions
    {
        Settings = new Dictionary<string, string?> { ["Kota__Lapor__Url"] = lapor.Url, ["Kota__Lapor__Key"] = LaporSimulator.Key },
    });

    private static async Task ActAsync(KotaTestHost host, Task<HttpResponseMessage> action)
    {
        using var response = await action;
        await Visitor.JsonAsync(response, 200);
        await host.DrainAsync();
        await host.RunTimerAsync("TellLapor");
    }
}
