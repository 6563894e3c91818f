using Kota.Functions.Submissions.UseCases;
using Kota.Functions.Submissions.Views;
using Kota.Portal.Forms;
using Kota.Portal.Rendering;

namespace Kota.Portal.Screens;

/// <summary>Says in words which filters of a list are chosen.</summary>
public static class ChosenFilters
{
    public static IReadOnlyList<string> Chosen(this InboxModel model, Words t) => Said(
        NameOf(model.Filters.States, model.Query.State),
        NameOf(model.Filters.Kelurahan, model.Query.Kelurahan),
        model.Query.Order switch { "due" => t["order-due"], "newest" => t["order-newest"], _ => null },
        model.Query.Late ? t["only-late"] : model.Query.Today ? t["only-today"] : null,
        model.Query.Handler switch { InboxQuery.Mine => t["handler-me"], InboxQuery.Nobody => t["handler-none"], _ => null });

    public static IReadOnlyList<string> Chosen(this PublicModel model, Words t) => Said(
        NameOf(model.Filters.Categories, model.Query.Category),
        NameOf(model.Filters.Kelurahan, model.Query.Kelurahan),
        model.Query.Status switch { "open" => t["status-open"], "closed" => t["status-closed"], _ => null },
        model.Query.From is { } from ? t.Of("chosen-from", t.Day(from)) : null,
        model.Query.To is { } to ? t.Of("chosen-to", t.Day(to)) : null);

    private static List<string> Said(params IEnumerable<string?> chosen) => [.. chosen.OfType<string>()];

    private static string? NameOf(IReadOnlyList<OptionGroup> groups, string? code) => NameOf([.. groups.SelectMany(g => g.Options)], code);

    private static string? NameOf(IReadOnlyList<Named> options, string? code) => options.FirstOrDefault(o => o.Code == code)?.Name;
}
