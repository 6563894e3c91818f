using Azure;
using Azure.Data.Tables;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Tables;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kota.Functions.Submissions.Webhooks;

/// <summary>Keeps the webhooks. Each instance looks for new ones when what it knows is 30 seconds old.</summary>
public sealed partial class HookBook : IHostedService
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly TableClient table;
    private readonly Refreshed<IReadOnlyList<HookRow>> running;
    private readonly ILogger<HookBook> logger;

    public HookBook(KotaStorage storage, TimeProvider time, ILogger<HookBook> logger)
    {
        table = storage.Table(HookRow.Table);
        this.logger = logger;
        running = new Refreshed<IReadOnlyList<HookRow>>(async ct => [.. (await ReadAsync(ct)).Where(h => h.EndedAt is null)], Life, time, e => Log.Unread(logger, e.GetType().Name));
    }

    /// <summary>Reads them before the first request; storage that is away then is asked again by the request that needs them.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await running.GetAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Unread(logger, e.GetType().Name);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask<bool> AnyAsync(CancellationToken ct) => (await running.GetAsync(ct)).Count > 0;

    /// <summary>All as they stand now, ended ones too.</summary>
    public ValueTask<List<HookRow>> ReadAsync(CancellationToken ct) =>
        table.QueryAsync<HookRow>(TableClient.CreateQueryFilter($"PartitionKey eq {HookRow.Partition}"), cancellationToken: ct).ToListAsync(ct);

    /// <summary>Those that want to hear of a submission, by what the public may know of it.</summary>
    public async ValueTask<IEnumerable<HookRow>> ForAsync(ServiceDefinition service, Submission submission, CancellationToken ct)
    {
        var category = service.PublicFields.Contains("category") ? submission.Category : null;
        var kelurahan = service.PublicFields.Contains("place") ? submission.Place?.Kelurahan : null;
        return (await running.GetAsync(ct)).Where(h => Fits(h.Service, service.Code) && Fits(h.Category, category) && Fits(h.Kelurahan, kelurahan));
    }

    public Task<HookRow?> FindAsync(string id, CancellationToken ct) => table.FindAsync<HookRow>(HookRow.Partition, HookRow.Key(id), ct);

    /// <summary>This one, or the one that an earlier request with the same key made.</summary>
    public async Task<HookRow> AddAsync(HookRow row, CancellationToken ct)
    {
        try
        {
            await table.AddEntityAsync(row, ct);
            return row;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await FindAsync(row.RowKey, ct) ?? row;
        }
        finally
        {
            running.Forget();
        }
    }

    /// <summary>Lets it be, and its owner see that.</summary>
    public async Task EndAsync(string id, DateTimeOffset now, CancellationToken ct)
    {
        await table.ChangeAsync<HookRow>(HookRow.Partition, HookRow.Key(id), row => row.EndedAt is null && (row.EndedAt = now) is not null, ct);
        running.Forget();
    }

    public async Task RemoveAsync(string id, CancellationToken ct)
    {
        await table.DeleteEntityAsync(HookRow.Partition, HookRow.Key(id), ETag.All, ct);
        running.Forget();
    }

    private static bool Fits(string? wanted, string? there) => wanted is null || wanted == there;

    private static partial class Log
    {
        [LoggerMessage(2051, LogLevel.Warning, "Webhooks cannot be read now: {Reason}")]
        public static partial void Unread(ILogger logger, string reason);
    }
}
