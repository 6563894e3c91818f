using Azure.Core;
using Kota.Functions.Submissions.Storage;
using Kota.HostTests.BlackBox;
using Kota.Kernel.Tables;
using Kota.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Kota.HostTests.Engine;

/// <summary>The first page of an inbox is kept for a moment, and nobody can tell but by its speed.</summary>
public sealed class InboxTests(AzuriteFixture azurite)
{
    private const string Inbox = "/api/v1/agencies/dpuprpkp/submissions";

    // As long as it goes, so that no test depends on how fast it runs.
    private const string Long = "60";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_seen_once_the_queue_is_drained()
    {
        await using var host = await StartAsync(new StorageCalls());
        using var reporter = new Visitor(host.NewClient());
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        Assert.Empty(await ListAsync(officer));

        var ticket = await reporter.ReportAsync();
        await host.DrainAsync();
        Assert.Equal(["forwarded"], await ListAsync(officer));
        Assert.Empty(await ListAsync(officer, "?state=in_progress"));

        using (var accepted = await officer.ActAsync(ticket.Id, 2, "accept"))
            await Visitor.JsonAsync(accepted, 200);
        await host.DrainAsync();
        Assert.Equal(["in_progress"], await ListAsync(officer));
        Assert.Equal(["in_progress"], await ListAsync(officer, "?state=in_progress"));
    }

    [Fact]
    public async Task Those_who_look_at_once_make_one_query()
    {
        var calls = new StorageCalls();
        await using var host = await StartAsync(calls);
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        calls.Clear();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ListAsync(officer)));

        Assert.Single(Queries(calls));
        await ListAsync(officer, "?take=5");
        Assert.Equal(2, Queries(calls).Count());
    }

    [Fact]
    public async Task Those_who_may_not_see_it_are_refused_as_before()
    {
        await using var host = await StartAsync(new StorageCalls());
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        await ListAsync(officer);

        using var guest = new Visitor(host.NewClient());
        using var other = await Visitor.SignInAsync(host, "petugas-dishub");
        using var asGuest = await guest.SendAsync(HttpMethod.Get, Inbox, null);
        using var asOther = await other.SendAsync(HttpMethod.Get, Inbox, null);

        await Visitor.ProblemAsync(asGuest, 401);
        await Visitor.ProblemAsync(asOther, 403);
    }

    [Fact]
    public async Task A_moved_clock_is_honoured()
    {
        await using var host = await StartAsync(new StorageCalls());
        using var reporter = new Visitor(host.NewClient());
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        await reporter.ReportAsync();
        await host.DrainAsync();
        Assert.Empty(await ListAsync(officer, "?late=true"));

        host.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Single(await ListAsync(officer, "?late=true"));
    }

    [Fact]
    public async Task Zero_seconds_keep_nothing()
    {
        var calls = new StorageCalls();
        await using var host = await StartAsync(calls, seconds: "0");
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        calls.Clear();

        await ListAsync(officer);
        await ListAsync(officer);

        Assert.Equal(2, Queries(calls).Count());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("61")]
    public async Task Other_seconds_are_refused_at_start(string seconds) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(new StorageCalls(), seconds));

    [Fact]
    public async Task A_query_that_began_before_a_change_is_shown_to_nobody_after_it()
    {
        var faults = new Faults();
        await using var host = await StartAsync(faults);
        using var reporter = new Visitor(host.NewClient());
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        var release = faults.Hold(RequestMethod.Get, IndexRow.Table);
        var before = ListAsync(officer);
        await Eventually.TrueAsync(() => Task.FromResult(faults.Fired == 1), "the query is under way");

        await reporter.ReportAsync();
        await host.DrainAsync();

        Assert.Single(await ListAsync(officer));
        release.SetResult();
        await before;
        Assert.Single(await ListAsync(officer));
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var faults = new Faults { Retries = 0 };
        await using var host = await StartAsync(faults);
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        faults.FailBefore(RequestMethod.Get, IndexRow.Table);

        using var failed = await officer.SendAsync(HttpMethod.Get, Inbox, null);

        await Visitor.ProblemAsync(failed, 503, "storage-unavailable");
        Assert.Empty(await ListAsync(officer));
    }

    private Task<KotaTestHost> StartAsync(StoragePipeline storage, string seconds = Long) => KotaTestHost.StartAsync(azurite, new KotaTestHostOptions
    {
        AllowErrors = storage is Faults,
        Settings = new Dictionary<string, string?> { ["Kota__Lists__CacheSeconds"] = seconds },
        ConfigureServices = services => services.Replace(ServiceDescriptor.Singleton(storage)),
    });

    private static IEnumerable<string> Queries(StorageCalls calls) => calls.Made.Where(c => c == $"table {IndexRow.Table}: read");

    private static async Task<IReadOnlyList<string>> ListAsync(Visitor visitor, string query = "")
    {
        using var response = await visitor.SendAsync(HttpMethod.Get, Inbox + query, null);
        return [.. (await Visitor.JsonAsync(response, 200)).GetProperty("items").EnumerateArray().Select(Visitor.StateOf)];
    }
}
