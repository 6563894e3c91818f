using System.Net;
using System.Net.Http.Json;
using Kota.Kernel.Tables;
using Kota.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kota.StorageTests.Submissions;

/// <summary>What a submission costs in calls to storage. docs/performance.md argues each of them.</summary>
public sealed class TransactionTests(AzuriteFixture azurite)
{
    private static readonly string[] Acknowledgement =
    [
        "table batch: 4 insert",
        "queue sb-city-events-reports: put",
        "queue submission-changed: put",
        "table batch: 2 delete",
    ];

    private static readonly string[] FollowUp =
    [
        "table Submissions: read",
        "table batch: 1 replace, 2 insert",
        "queue sb-city-events-reports: put",
        "table Submissions: delete",
        "table SubmissionIndex: insert",
        "table SubmissionIndex: insert",
        "table SubmissionIndex: insert",
        "table SubmissionIndex: insert",
        "table SubmissionIndex: insert",
        "table Submissions: merge",
        "queue submission-changed: delete",
    ];

    [Fact]
    public async Task An_acknowledged_submission_costs_four_calls()
    {
        var calls = new StorageCalls();
        await using var host = await StartAsync(calls);

        await SubmitAsync(host);

        Assert.Equal(Acknowledgement, calls.Made);
    }

    [Fact]
    public async Task Routing_and_projecting_it_costs_eleven_calls_more()
    {
        var calls = new StorageCalls();
        await using var host = await StartAsync(calls);
        await SubmitAsync(host);
        calls.Clear();

        await host.DrainAsync();

        // How often the pump looks at its queues depends on time and not on submissions. Reports take the facts meanwhile, from a
        // queue of their own.
        Assert.Contains("queue submission-changed: receive", calls.Made);
        Assert.Equal(FollowUp, calls.Made.Where(c => !c.EndsWith(": receive", StringComparison.Ordinal) && !c.StartsWith("properties", StringComparison.Ordinal)
            && !c.StartsWith("table ReportCases", StringComparison.Ordinal) && c != "queue sb-city-events-reports: delete"));
    }

    [Fact]
    public async Task A_replay_costs_three_calls()
    {
        var calls = new StorageCalls();
        await using var host = await StartAsync(calls);
        var key = Guid.NewGuid();
        await SubmitAsync(host, key);
        calls.Clear();

        await SubmitAsync(host, key);

        Assert.Equal(["table batch: 4 insert", "table Submissions: read", "table Submissions: read"], calls.Made);
    }

    private async Task<KotaTestHost> StartAsync(StorageCalls calls)
    {
        var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions
        {
            ConfigureServices = services => services.Replace(ServiceDescriptor.Singleton<StoragePipeline>(calls)),
        });
        calls.Clear();
        return host;
    }

    private static async Task SubmitAsync(KotaTestHost host, Guid? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/services/sambat/submissions")
        {
            Content = JsonContent.Create(new
            {
                category = "damaged-road",
                fields = new { title = "Lubang di jalan", description = "Lubang besar di depan pasar, sudah dua minggu." },
                place = new { kelurahan = "35.73.05.1004", rw = 3 },
            }),
        };
        request.Headers.Add("Idempotency-Key", (key ?? Guid.NewGuid()).ToString());
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }
}
