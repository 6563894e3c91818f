using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Data.Tables;
using Kota.Functions.Submissions.Storage;
using Kota.HostTests.BlackBox;
using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>kill -9 of the host amid many submissions: what was acknowledged is there once, and is forwarded once.</summary>
public sealed class CrashTests(AzuriteFixture azurite)
{
    private const int Wanted = 500;
    private const int AtOnce = 32;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Acknowledged_submissions_survive_a_kill_and_are_forwarded_once()
    {
        var storage = azurite.NewAccount();
        var acknowledged = new ConcurrentDictionary<string, byte>();
        await using (var first = await KotaProcess.StartReadyAsync(storage))
        {
            var sending = SendAsync(await first.ReadyAsync(), acknowledged);
            await Eventually.TrueAsync(() => acknowledged.Count >= Wanted / 4, "a quarter is acknowledged", TimeSpan.FromMinutes(2));
            await first.KillAsync();
            await sending;
        }

        Assert.InRange(acknowledged.Count, Wanted / 4, Wanted);
        await using var second = await KotaProcess.StartReadyAsync(storage);
        var table = new TableServiceClient(storage).GetTableClient(SubmissionRow.Table);

        // The sweeper sends what the killed relays left, once those rows are older than its grace.
        await Eventually.TrueAsync(async () => await OutboxIsEmptyAsync(table), "every outbox is empty", TimeSpan.FromMinutes(3));
        await Eventually.TrueAsync(async () => await AreForwardedAsync(table, acknowledged.Keys), "all are forwarded", TimeSpan.FromMinutes(2));

        foreach (var id in acknowledged.Keys)
            Assert.Equal(["submit", "forward_by_rule"], await ActionsAsync(table, id));
    }

    // A client whose connection breaks does not know whether its report was taken; only answered ones count here.
    private static async Task SendAsync(Uri address, ConcurrentDictionary<string, byte> acknowledged)
    {
        using var reporter = new Visitor(new HttpClient { BaseAddress = address });
        await Parallel.ForEachAsync(Enumerable.Range(0, Wanted), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Ct }, async (_, _) =>
        {
            try
            {
                using var response = await reporter.SubmitAsync(Visitor.Pothole());
                if ((int)response.StatusCode == 201)
                    acknowledged.TryAdd(JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Ct)).GetProperty("id").GetString()!, 0);
            }
            catch (HttpRequestException)
            {
                // The host was killed.
            }
        });
    }

    private static async Task<bool> OutboxIsEmptyAsync(TableClient table)
    {
        foreach (var partition in Bucket.All)
        {
            await foreach (var _ in table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {OutboxRow.Prefix}"), maxPerPage: 1, cancellationToken: Ct))
                return false;
        }

        return true;
    }

    private static async Task<bool> AreForwardedAsync(TableClient table, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            var row = await table.GetEntityAsync<SubmissionRow>(SubmissionRow.Partition(id), SubmissionRow.Key(id), cancellationToken: Ct);
            if (row.Value.Submission().State != "forwarded" || row.Value.ProjectedVersion != row.Value.Version)
                return false;
        }

        return true;
    }

    private static async Task<IReadOnlyList<string>> ActionsAsync(TableClient table, string id)
    {
        var prefix = EventRow.Prefix(id);
        var actions = new List<string>();
        await foreach (var row in table.QueryAsync<EventRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {SubmissionRow.Partition(id)} and RowKey ge {prefix} and RowKey lt {prefix + "~"}"), cancellationToken: Ct))
            actions.Add(row.Event().Action);
        return actions;
    }
}
