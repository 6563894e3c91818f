using System.Text.Json;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>Time passes: clocks end, levels rise, and quiet submissions close.</summary>
public sealed class EscalationTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task A_clock_past_its_end_raises_the_level_once_and_once_more_a_working_day_later()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());
        var ticket = await reporter.ReportAsync();
        await host.DrainAsync();

        // Forwarded on Tuesday at 09:00: the first response is due on Wednesday at 09:00.
        host.Clock.Advance(Day - TimeSpan.FromMinutes(1));
        await host.RunTimerAsync("EscalateOverdue");
        Assert.Equal(0, await LevelAsync(reporter, ticket.Id));

        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.RunTimerAsync("EscalateOverdue");
        await host.RunTimerAsync("EscalateOverdue");
        Assert.Equal(1, await LevelAsync(reporter, ticket.Id));

        host.Clock.Advance(Day);
        await host.RunTimerAsync("EscalateOverdue");
        await host.RunTimerAsync("EscalateOverdue");
        Assert.Equal(2, await LevelAsync(reporter, ticket.Id));

        host.Clock.Advance(Day);
        await host.RunTimerAsync("EscalateOverdue");
        var levels = (await reporter.TimelineAsync(ticket.Id)).Where(s => ActionOf(s) == "escalate").Select(s => s.GetProperty("level").GetInt32());
        Assert.Equal([1, 2], levels);
    }

    [Fact]
    public async Task A_host_that_was_down_for_days_makes_up_for_it()
    {
        var storage = azurite.NewAccount();
        Ticket ticket;
        await using (var host = await KotaTestHost.StartAsync(storage))
        {
            using var reporter = new Visitor(host.NewClient());
            ticket = await reporter.ReportAsync();
            await host.DrainAsync();
            await host.RunTimerAsync("EscalateOverdue");
        }

        await using var later = await KotaTestHost.StartAsync(storage, new KotaTestHostOptions { Now = new KotaTestHostOptions().Now.AddDays(6) });
        using var visitor = new Visitor(later.NewClient());
        await later.RunTimerAsync("EscalateOverdue");

        Assert.Equal(2, await LevelAsync(visitor, ticket.Id));
    }

    [Fact]
    public async Task An_answer_that_nobody_rates_closes_after_ten_days()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        var ticket = await reporter.ReportAsync();
        await host.DrainAsync();
        using (var answered = await officer.AnswerAsync(ticket.Id, 2, "Sudah ditambal dengan aspal.", SamplePhotos.Jpeg()))
            await Visitor.JsonAsync(answered, 200);
        await host.DrainAsync();

        host.Clock.Advance(10 * Day - TimeSpan.FromMinutes(1));
        await host.RunTimerAsync("EscalateOverdue");
        Assert.Equal("answered", Visitor.StateOf(await reporter.ReadAsync(ticket.Id)));

        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.RunTimerAsync("EscalateOverdue");
        Assert.Equal("closed", Visitor.StateOf(await reporter.ReadAsync(ticket.Id)));
    }

    [Fact]
    public async Task A_question_pauses_the_clocks_and_withdraws_the_report_after_thirty_days()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        var ticket = await reporter.ReportAsync();
        await host.DrainAsync();
        using (var asked = await officer.ActAsync(ticket.Id, 2, "ask", new { question = "Di depan toko yang mana lubangnya?" }))
            Assert.All((await Visitor.JsonAsync(asked, 200)).GetProperty("clocks").EnumerateArray(), c => Assert.True(c.GetProperty("paused").GetBoolean()));
        await host.DrainAsync();

        host.Clock.Advance(29 * Day);
        await host.RunTimerAsync("EscalateOverdue");
        Assert.Equal(0, await LevelAsync(reporter, ticket.Id));

        host.Clock.Advance(2 * Day);
        await host.RunTimerAsync("EscalateOverdue");
        var closed = await reporter.ReadAsync(ticket.Id);
        Assert.Equal("closed", Visitor.StateOf(closed));
        Assert.Equal("withdrawn", closed.GetProperty("resolution").GetProperty("code").GetString());
    }

    private static async Task<int> LevelAsync(Visitor visitor, string id) =>
        (await visitor.ReadAsync(id)).GetProperty("clocks").EnumerateArray().Select(c => c.GetProperty("level").GetInt32()).DefaultIfEmpty().Max();

    private static string? ActionOf(JsonElement step) => step.GetProperty("action").GetProperty("code").GetString();
}
