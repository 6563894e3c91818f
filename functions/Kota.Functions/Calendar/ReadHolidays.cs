using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;

namespace Kota.Functions.Calendar;

/// <summary>A version of the days off.</summary>
/// <param name="Version">0 for the built-in days; give it back as If-Match to change them.</param>
/// <param name="ChangedAt">Since when it holds; null for the built-in days.</param>
/// <param name="ChangedBy">Subject of the city admin who changed them; null for the built-in days, and for whoever is no official.</param>
/// <param name="KnownUntil">Last day for which they are known; later only weekends are days off.</param>
/// <param name="Days">The days off, in order; weekends are off besides.</param>
public sealed record HolidaysView(int Version, DateTimeOffset? ChangedAt, string? ChangedBy, DateOnly KnownUntil, IReadOnlyList<Holiday> Days);

/// <summary>Shows the days off to everybody, and what they were to the city's people.</summary>
public sealed class ReadHolidays(HolidayStore store, Holidays builtIn)
{
    private const int MostVersions = 20;

    /// <summary>The days off as they hold.</summary>
    public async Task<Outcome<HolidaysView>> RunAsync(Caller caller, CancellationToken ct)
    {
        var view = await NewestAsync(ct);
        return Require.Official(caller) is null ? view : view with { ChangedBy = null };
    }

    /// <summary>The newest versions, newest first; the built-in days end them.</summary>
    public async Task<Outcome<HolidaysView[]>> HistoryAsync(Caller caller, CancellationToken ct)
    {
        if (Require.Official(caller) is { } refused)
            return refused;
        var rows = await store.NewestAsync(MostVersions, ct);
        return rows.Select(Show).Concat(rows.Count < MostVersions ? [Show(null)] : []).ToArray();
    }

    /// <summary>One version; 0 for the built-in days.</summary>
    public async Task<Outcome<HolidaysView>> VersionAsync(int version, Caller caller, CancellationToken ct)
    {
        if (Require.Official(caller) is { } refused)
            return refused;
        var row = version is > 0 and <= KeyPart.MaxVersion ? await store.FindAsync(version, ct) : null;
        return row is null && version != 0 ? Failure.NotFound("holidays-version-unknown") : Show(row);
    }

    internal async Task<HolidaysView> NewestAsync(CancellationToken ct) => Show(await store.NewestAsync(ct));

    internal HolidaysView Show(HolidayRow? row)
    {
        var days = row?.Days() ?? builtIn.WithSources();
        return new HolidaysView(row?.Version ?? 0, row?.ChangedAt, row?.ChangedBy, Holidays.CalendarOf(days).KnownUntil, days);
    }
}
