using Azure.Data.Tables;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Saved;

/// <summary>Filters of an inbox under a name.</summary>
/// <param name="Id">Made by us.</param>
/// <param name="Name">Given by the officer.</param>
/// <param name="Query">Query of the list, checked before.</param>
public sealed record SavedFilter(string Id, string Name, string Query);

/// <summary>Keeps an officer's filters, for each device on which they sign in.</summary>
public sealed class SavedFilters(KotaStorage storage)
{
    public const int Most = 20, LongestName = 40;

    private const string NameInput = "/nama";

    private readonly TableClient table = storage.Table(SavedFilterRow.Table);

    public async Task<IReadOnlyList<SavedFilter>> ReadAsync(Caller caller, CancellationToken ct) =>
        caller.Subject is { } subject && await table.FindAsync<SavedFilterRow>(SavedFilterRow.Partition(subject), SavedFilterRow.Key(subject), ct) is { } row ? row.Filters() : [];

    /// <summary>Keeps filters under a name. The same once more changes nothing.</summary>
    public Task<Outcome<SavedFilter>> AddAsync(Caller caller, string? name, string query, CancellationToken ct) => ChangeAsync(caller, kept =>
    {
        if (!NameOf(name).Succeeded(out var called, out var failure))
            return failure;
        if (Named(kept, called) is { } there)
            return there.Query == query ? (kept, there) : Failure.Invalid(NameInput, "filter-name-taken");
        var filter = new SavedFilter(Ulid.NewUlid().ToString(), called, query);
        return kept.Count >= Most ? Failure.Invalid(NameInput, "too-many-filters", Most) : ([.. kept, filter], filter);
    }, ct);

    public Task<Outcome<SavedFilter>> RenameAsync(Caller caller, string id, string? name, CancellationToken ct) => ChangeAsync(caller, kept =>
    {
        if (!NameOf(name).Succeeded(out var called, out var failure))
            return failure;
        if (kept.FirstOrDefault(f => f.Id == id) is not { } filter)
            return Failure.NotFound("filter-unknown");
        if (Named(kept, called) is { } there && there.Id != id)
            return Failure.Invalid(NameInput, "filter-name-taken");
        var renamed = filter with { Name = called };
        return ([.. kept.Select(f => f.Id == id ? renamed : f)], renamed);
    }, ct);

    /// <summary>Lets one go. One that is gone already is no error: the wish is fulfilled.</summary>
    public Task<Outcome<SavedFilter>> RemoveAsync(Caller caller, string id, CancellationToken ct) => ChangeAsync(caller, kept =>
        ([.. kept.Where(f => f.Id != id)], kept.FirstOrDefault(f => f.Id == id) ?? new SavedFilter(id, "", "")), ct);

    private async Task<Outcome<SavedFilter>> ChangeAsync(
        Caller caller, Func<IReadOnlyList<SavedFilter>, Outcome<(IReadOnlyList<SavedFilter> Kept, SavedFilter Filter)>> change, CancellationToken ct)
    {
        if (Require.Official(caller) is { } refused)
            return refused;
        var subject = caller.Subject!;
        var row = await table.AddOrFindAsync(SavedFilterRow.For(subject), ct);
        for (var tries = 0; tries < TableRows.MaxTries; tries++)
        {
            if (!change(row.Filters()).Succeeded(out var changed, out var failure))
                return failure;
            if (await table.TryReplaceAsync(row.With(changed.Kept), ct))
                return changed.Filter;
            row = await table.FindAsync<SavedFilterRow>(row.PartitionKey, row.RowKey, ct) ?? SavedFilterRow.For(subject);
        }

        throw new ContentionException("The filters of a person were changed by others too often in a row.");
    }

    private static SavedFilter? Named(IReadOnlyList<SavedFilter> kept, string name) => kept.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    private static Outcome<string> NameOf(string? name)
    {
        var text = name?.Trim() ?? "";
        return text.Length == 0 ? Failure.Invalid(NameInput, "required")
            : text.Length > LongestName ? Failure.Invalid(NameInput, "too-long", LongestName)
            : text.Any(char.IsControl) ? Failure.Invalid(NameInput, "field-characters")
            : text;
    }
}
