using Azure.Data.Tables;
using Kota.Kernel.Privacy;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Keeps where officials get notices. The address is sealed with a key of its own, which goes with the row.</summary>
public sealed class ContactBook(KotaStorage storage, FieldCipher cipher, CityClock clock)
{
    private readonly TableClient table = storage.Table(ContactRow.Table);

    public Task<ContactRow?> FindAsync(string agency, string subject, CancellationToken ct) =>
        table.FindAsync<ContactRow>(ContactRow.Partition(agency), ContactRow.Key(subject), ct);

    public async Task<IReadOnlyList<ContactRow>> OfAsync(string agency, CancellationToken ct) =>
        await table.QueryAsync<ContactRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {ContactRow.Partition(agency)} and RowKey lt {ContactRow.End}"), cancellationToken: ct).ToListAsync(ct);

    /// <summary>What a contact was, newest first, without addresses; of one that is gone too.</summary>
    public ValueTask<List<ContactRow>> VersionsAsync(string agency, string subject, int take, CancellationToken ct)
    {
        var (from, to) = (ContactRow.Prefix(subject), ContactRow.Prefix(subject) + "~");
        return table.QueryAsync<ContactRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {ContactRow.Partition(agency)} and RowKey gt {from} and RowKey lt {to}"), take, cancellationToken: ct)
            .Take(take).ToListAsync(ct);
    }

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

    /// <summary>Writes over the version that was read, or the first, and keeps that version; false when somebody else was faster.</summary>
    /// <param name="row">The contact as it shall stand, in the version before.</param>
    /// <param name="email">Address.</param>
    /// <param name="by">Subject of whoever changes it; null when the host does.</param>
    /// <param name="ct">Cancels.</param>
    public Task<bool> WriteAsync(ContactRow row, string email, string? by, CancellationToken ct)
    {
        var key = cipher.NewKey();
        (row.Email, row.WrappedKey) = (key.Seal(email, Purpose(row)), key.Wrapped);
        return WriteAsync(row, by, ct);
    }

    /// <summary>The person wants no more mail.</summary>
    public async Task SilenceAsync(string agency, string subject, CancellationToken ct)
    {
        for (var i = 0; i < TableRows.MaxTries; i++)
        {
            if (await FindAsync(agency, subject, ct) is not { Silent: false } row)
                return;
            row.Silent = true;
            if (await WriteAsync(row, null, ct))
                return;
        }

        throw new ContentionException("A contact was changed by others too often.");
    }

    /// <summary>Removes the contact with its address; that it was there stays.</summary>
    public async Task<bool> DeleteAsync(ContactRow row, string by, CancellationToken ct)
    {
        var gone = Next(row, by).AsVersion();
        gone.Removed = true;
        try
        {
            await new TableBatch().Insert(gone).Delete(row.PartitionKey, row.RowKey, row.ETag).SubmitAsync(table, ct);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
        {
            // The response to an earlier try may have been lost.
            return await table.FindAsync<ContactRow>(gone.PartitionKey, gone.RowKey, ct) is { Removed: true } there && there.ChangedBy == by;
        }
    }

    private Task<bool> WriteAsync(ContactRow row, string? by, CancellationToken ct) => table.TryWriteWithVersionAsync(Next(row, by), row.AsVersion(), ct);

    private ContactRow Next(ContactRow row, string? by)
    {
        (row.Version, row.ChangedAt, row.ChangedBy) = (row.Version + 1, clock.Now, by);
        return row;
    }

    private static string Purpose(ContactRow row) => $"contact|{row.PartitionKey}|{row.RowKey}";
}
