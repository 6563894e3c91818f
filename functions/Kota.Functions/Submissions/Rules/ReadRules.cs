using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Rules;

/// <summary>One version of a set of rules.</summary>
/// <param name="Service">Code of the service.</param>
/// <param name="Kind">Kind of the rules.</param>
/// <param name="Version">0 while there are none; give it back as If-Match to change them.</param>
/// <param name="ChangedAt">When it came into force.</param>
/// <param name="ChangedBy">Subject of the city admin who changed it.</param>
/// <param name="Rules">The rules.</param>
public sealed record RulesView(string Service, string Kind, int Version, DateTimeOffset? ChangedAt, string? ChangedBy, JsonElement Rules);

/// <summary>Shows the rules of a service and their history to the city's people.</summary>
public sealed class ReadRules(ServiceCatalogue catalogue, RuleStore store)
{
    private const int PageSize = 20;

    /// <summary>The version asked for, or the one that holds.</summary>
    public async Task<Outcome<RulesView>> RunAsync(string service, string kind, int? version, Caller caller, CancellationToken ct)
    {
        if (Refusal(service, kind, caller) is { } refused)
            return refused;
        var row = version is { } v ? await store.FindAsync(service, kind, v, ct) : await store.NewestAsync(service, kind, ct);
        if (row is null && version is not (null or 0))
            return Failure.NotFound("rules-version-unknown");
        return Show(service, kind, row);
    }

    /// <summary>All versions, newest first.</summary>
    public async Task<Outcome<Page<RulesView>>> HistoryAsync(string service, string kind, string? cursor, Caller caller, CancellationToken ct)
    {
        if (Refusal(service, kind, caller) is { } refused)
            return refused;
        if (!VersionCursor.Read(cursor).Succeeded(out var before, out var failure))
            return failure;
        var rows = await store.OlderAsync(service, kind, before, PageSize + 1, ct);
        return Pages.Of(rows, PageSize, r => Show(service, kind, r), r => VersionCursor.Write(r.Version));
    }

    internal static RulesView Show(string service, string kind, RuleRow? row) => row is null
        ? new RulesView(service, kind, 0, null, null, RuleKinds.ToJson(RuleKinds.Empty(kind)))
        : new RulesView(service, kind, row.Version, row.ChangedAt, row.ChangedBy, StoredJson.Read<JsonElement>(row.Document));

    private Failure? Refusal(string service, string kind, Caller caller) =>
        Require.Official(caller)
        ?? (catalogue.Find(service) is null ? Failure.NotFound("unknown-service") : RuleKinds.All.Contains(kind) ? null : Failure.NotFound("rules-unknown"));
}
