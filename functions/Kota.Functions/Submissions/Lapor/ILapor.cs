namespace Kota.Functions.Submissions.Lapor;

/// <summary>
/// SP4N-LAPOR, the national complaint system, as this city would speak to it. Its interface is not public: whoever signs the
/// agreement with the ministry writes the implementation that its documents ask for, and nothing else changes.
/// </summary>
public interface ILapor
{
    /// <summary>Hands a report over; gives its number there. The same key gives the same number.</summary>
    Task<string> ForwardAsync(LaporReport report, string key, CancellationToken ct);

    /// <summary>Tells what the city does with it. The same key takes effect once.</summary>
    Task TellAsync(string number, LaporStep step, string key, CancellationToken ct);

    /// <summary>What the ministry says of it.</summary>
    Task<LaporNews> ReadAsync(string number, CancellationToken ct);
}

/// <summary>A report as LAPOR gets it: nothing of the reporter, who stays the city's to answer.</summary>
/// <param name="Reference">Tracking id here.</param>
/// <param name="Title">Title.</param>
/// <param name="Text">Description.</param>
/// <param name="Category">Name of the category in Indonesian.</param>
/// <param name="Kelurahan">Kemendagri code of the place.</param>
/// <param name="At">When it was received.</param>
/// <param name="Anonymous">The reporter's name is hidden (anonim).</param>
/// <param name="Secret">The report is hidden from the public (rahasia).</param>
public sealed record LaporReport(string Reference, string Title, string Text, string? Category, string? Kelurahan, DateTimeOffset At, bool Anonymous, bool Secret);

/// <param name="State">State of LAPOR: <c>diteruskan</c>, <c>diproses</c>, <c>selesai</c>, <c>ditunda</c> or <c>diarsipkan</c>.</param>
/// <param name="Agency">Name of the agency in Indonesian.</param>
/// <param name="At">Since when.</param>
public sealed record LaporStep(string State, string Agency, DateTimeOffset At);

/// <param name="Revision">Grows with every change there.</param>
/// <param name="Note">What the ministry's officer wrote last; null for nothing.</param>
public sealed record LaporNews(int Revision, string? Note);
