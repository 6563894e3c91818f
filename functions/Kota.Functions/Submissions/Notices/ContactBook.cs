using Azure.Data.Tables;
using Kota.Kernel.Privacy;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Keeps where officials get notices. The address is sealed with a key of its own, which goes with the row.</summary>
public sealed class ContactBook(KotaStorage storage, FieldCipher cipher)
{
    private readonly TableClient table = storage.Table(ContactRow.Table);

    public Task<ContactRow?> FindAsync(string agency, string subject, CancellationToken ct) =>
        table.FindAsync<ContactRow>(ContactRow.Partition(agency), ContactRow.Key(subject), ct);

    public async Task<IReadOnlyList<ContactRow>> OfAsync(string agency, CancellationToken ct) =>
        await table.QueryAsync<ContactRow>(TableClient.CreateQueryFilter($"PartitionKey eq {ContactRow.Partition(agency)}"), cancellationToken: ct).ToListAsync(ct);

    /// <summary>Who hears of what an agency's people in a role have to hear: their deputies while they are away. Nobody who wants no mail.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="roles">Whom it concerns.</param>
    /// <param name="today">Day in Malang.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<ContactRow>> HearersAsync(string agency, IReadOnlyList<Hearer> roles, DateOnly today, CancellationToken ct)
    {
        var all = await OfAsync(agency, ct);
        return [.. all.Where(c => roles.Any(role => c.Role == role.ToString())).Select(c => InPlaceOf(c, all, today)).Where(c => !c.Silent).DistinctBy(c => c.RowKey)];
    }

    // A deputy who is gone or silent hears nothing, so that the one who is away hears after all. One who is away too is not looked through.
    private static ContactRow InPlaceOf(ContactRow contact, IReadOnlyList<ContactRow> all, DateOnly today) =>
        contact.DeputyOn(today) is { } deputy ? all.FirstOrDefault(c => c.RowKey == deputy && !c.Silent) ?? contact : contact;

    public string EmailOf(ContactRow row) => cipher.Unwrap(row.WrappedKey).Open(row.Email, Purpose(row));

    /// <summary>Writes over the version that was read, or the first; false when somebody else was faster.</summary>
    public Task<bool> WriteAsync(ContactRow row, string email, CancellationToken ct)
    {
        var key = cipher.NewKey();
        (row.Email, row.WrappedKey, row.Version) = (key.Seal(email, Purpose(row)), key.Wrapped, row.Version + 1);
        return row.ETag == default ? table.TryInsertAsync(row, ct) : table.TryReplaceAsync(row, ct);
    }

    public Task SilenceAsync(string agency, string subject, CancellationToken ct) => table.ChangeAsync<ContactRow>(
        ContactRow.Partition(agency), ContactRow.Key(subject), row => !row.Silent && (row.Silent = true) && ++row.Version > 0, ct);

    public async Task<bool> DeleteAsync(ContactRow row, CancellationToken ct) => await table.DeleteAllAsync([row], ct) == 1;

    private static string Purpose(ContactRow row) => $"contact|{row.PartitionKey}|{row.RowKey}";
}
