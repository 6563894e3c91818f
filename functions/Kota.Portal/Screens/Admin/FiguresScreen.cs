using System.Globalization;
using Kota.Functions.Reports;
using Kota.Functions.Reports.UseCases;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;
using Kota.Portal.Forms;
using Kota.Portal.Pages.Admin;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens.Admin;

/// <summary>Figures of a span of days.</summary>
/// <param name="Draft">What was asked for, and what is wrong with it.</param>
/// <param name="Fields">Inputs of the filter.</param>
/// <param name="Chosen">What is chosen, in words.</param>
/// <param name="RowHead">What the rows are.</param>
/// <param name="Rows">Each key by its name; null when what was asked for is wrong.</param>
public sealed record FiguresModel(
    Draft Draft, IReadOnlyList<FieldModel> Fields, IReadOnlyList<string> Chosen, string RowHead, IReadOnlyList<(string Name, FigureRow Figures)>? Rows);

/// <summary>How much came in and how fast it was answered, as the reader filters it.</summary>
public sealed class FiguresScreen(ReadFigures read, ServiceCatalogue catalogue, Agencies agencies, Regions regions, CityClock clock, PageFrame frame)
{
    private const string Form = "saring";
    private const int UsualDays = 30;

    private static readonly string[] Inputs = ["from", "to", "by"], Keys = ["agency", "category", "kelurahan"];

    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken ct)
    {
        var t = new Words(request.Language());
        var values = Asked(request);
        var outcome = await read.RunAsync(values["from"], values["to"], values["by"], request.Caller(), ct);
        if (outcome.Succeeded(out var view, out var failure))
        {
            var by = Keys.First(k => string.Equals(k, view.By.ToString(), StringComparison.OrdinalIgnoreCase));
            string[] chosen = [t.Of("figures-span", t.Day(view.From), t.Day(view.To)), t["figures-by-" + by]];
            return Show(request, new Draft(Form, values, [], ""), chosen, t["figures-" + by], [.. view.Rows.Select(r => (NameOf(view.By, r.Key, t), r))], t);
        }

        return failure.Kind == FailureKind.Invalid
            ? Show(request, new Draft(Form, values, Draft.ErrorsOf(failure, t.Language), ""), [], t["figures-agency"], null, t)
            : frame.Failed(request, failure);
    }

    // Whoever asks for nothing sees the last month.
    private Dictionary<string, string> Asked(HttpRequest request)
    {
        var asked = Inputs.ToDictionary(i => i, i => request.Query[i].ToString().Trim());
        if (asked["from"].Length + asked["to"].Length == 0)
            (asked["from"], asked["to"]) = (Iso(clock.Today.AddDays(-UsualDays)), Iso(clock.Today.AddDays(-1)));
        if (asked["by"].Length == 0)
            asked["by"] = Keys[0];
        return asked;
    }

    private IResult Show(HttpRequest request, Draft draft, IReadOnlyList<string> chosen, string head, IReadOnlyList<(string, FigureRow)>? rows, Words t)
    {
        FieldModel[] fields =
        [
            FormFields.Plain("from", FieldType.Date, t["from-day"], draft) with { Required = true },
            FormFields.Plain("to", FieldType.Date, t["to-day"], draft) with { Required = true },
            FormFields.Plain("by", FieldType.Choice, t["figures-by"], draft) with { Required = true, Groups = [new OptionGroup(null, [.. Keys.Select(k => new Named(k, t["figures-" + k]))])] },
        ];
        return frame.Show<FiguresPage, FiguresModel>(
            request, new FiguresModel(draft, fields, chosen, head, rows), rows is null ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private string NameOf(FigureKey by, string? key, Words t) => by switch
    {
        _ when key is null => t["figures-unknown"],
        FigureKey.Agency => agencies.Find(key)?.ShortName ?? key,
        FigureKey.Kelurahan => regions.Find(key)?.Name ?? key,
        _ => catalogue.All.Select(s => s.Category(key)).OfType<CategoryDefinition>().FirstOrDefault()?.Name.In(t.Language) ?? key,
    };

    private static string Iso(DateOnly day) => day.ToString(FormValidator.DateFormat, CultureInfo.InvariantCulture);
}
