using Kota.Kernel.Reference;
using Kota.Kernel.Time;

namespace Kota.Functions.Reports.UseCases;

/// <summary>How an agency has done. Left out: what rests on fewer than five cases.</summary>
public sealed record LeagueRow(
    string Agency, string Name, int? Answered, double? MedianDays, double? LateShare, int? Reopened, double? MeanRating);

/// <summary>How agencies have done in the last 90 whole days, fastest first.</summary>
public sealed record League(DateOnly From, DateOnly To, IReadOnlyList<LeagueRow> Agencies);

/// <summary>Shows everybody how fast agencies answer.</summary>
public sealed class ReadLeague(ReadFigures figures, Agencies agencies, CityClock clock)
{
    private const int Days = 90;

    public async Task<League> RunAsync(System.Globalization.CultureInfo language, CancellationToken ct)
    {
        var to = clock.Today.AddDays(-1);
        var from = to.AddDays(1 - Days);
        var rows = (await figures.OfAsync(null, from, to, FigureKey.Agency, ct)).Where(r => r.Key is not null).ToList();
        var answered = SmallNumbers.Hide(rows.ConvertAll(r => r.Answered));
        var reopened = SmallNumbers.Hide(rows.ConvertAll(r => r.Reopened));
        return new League(from, to, [.. rows.Select((r, i) => Row(r, answered[i], reopened[i], language))
            .OrderBy(r => r.MedianDays ?? double.MaxValue).ThenBy(r => r.Agency, StringComparer.Ordinal)]);
    }

    private LeagueRow Row(FigureRow row, int? answered, int? reopened, System.Globalization.CultureInfo language)
    {
        var told = answered is >= Figures.Smallest;
        return new LeagueRow(
            row.Key!, agencies.Find(row.Key)?.NameIn(language) ?? row.Key!, answered, told ? row.MedianDays : null,
            told ? OpenData.Coarse(row.LateShare, row.Answered) : null, reopened, row.Ratings >= Figures.Smallest ? row.MeanRating : null);
    }
}
