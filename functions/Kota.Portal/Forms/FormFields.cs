using System.Globalization;
using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Reference;
using Kota.Portal.Rendering;

namespace Kota.Portal.Forms;

/// <summary>Turns the definitions of a service into inputs, and stored values back into words.</summary>
public sealed class FormFields(Agencies agencies, Regions regions)
{
    private const int LongestScale = 10;

    public FieldModel Of(FieldDefinition field, string group, Draft draft, Words t, string? kind = null)
    {
        var name = field.Type == FieldType.Photos ? "photos" : $"{group}.{field.Name}";
        return Plain(name, field.Type, field.Label.In(t.Language), draft) with
        {
            Help = field.Help?.In(t.Language) ?? (field.Type == FieldType.Photos ? t["photos-help"] : null),
            Required = field.IsRequired(kind),
            Depends = kind is null && field.RequiredForKinds.Count > 0,
            Groups = field.Type switch
            {
                FieldType.Choice => [new OptionGroup(null, [.. field.Options.Select(o => new Named(o.Code, o.Name.In(t.Language)))])],
                FieldType.Agency => AgencyGroups(t),
                FieldType.Boolean => [new OptionGroup(null, [new Named("true", t["yes"]), new Named("false", t["no"])])],
                _ => [],
            },
            Scale = field is { Type: FieldType.Integer, Minimum: { } low, Maximum: { } high } && high - low < LongestScale
                ? [.. Enumerable.Range((int)low, (int)(high - low) + 1)]
                : [],
            Autocomplete = field.Type switch
            {
                FieldType.Phone => "tel",
                FieldType.Email => "email",
                _ => field.Name == "name" ? "name" : null,
            },
            InputMode = field.Type switch
            {
                FieldType.Nik or FieldType.Integer => "numeric",
                FieldType.Decimal => "decimal",
                _ => null,
            },
        };
    }

    /// <summary>An input that is no field of a definition. The id names its form, for a page can hold several.</summary>
    public static FieldModel Plain(string name, FieldType type, string label, Draft draft) =>
        new(name, IdOf(draft.Form, name), type, label) { Value = draft.Values.GetValueOrDefault(name, ""), Errors = [.. draft.ErrorsFor(name)] };

    public static string IdOf(string form, string name) => name.Length == 0 ? form : $"{form}-{name.Replace('.', '-')}";

    public IReadOnlyList<OptionGroup> KelurahanGroups() =>
    [
        .. regions.Kecamatan.Select(kecamatan => new OptionGroup(
            kecamatan.Name,
            [.. regions.All.Where(k => k.KecamatanCode == kecamatan.Code).OrderBy(k => k.Name).Select(k => new Named(k.Code, k.Name))])),
    ];

    public IReadOnlyList<OptionGroup> AgencyGroups(Words t) =>
    [
        .. agencies.All.GroupBy(a => a.Kind)
            .Select(g => new OptionGroup(t["agencies-" + g.Key], [.. g.Select(a => new Named(a.Code, NameOf(a, t.Language)))])),
    ];

    /// <summary>A stored value in words.</summary>
    public string InWords(FieldDefinition? field, JsonElement value, Words t) => value.ValueKind switch
    {
        JsonValueKind.True => t["yes"],
        JsonValueKind.False => t["no"],
        JsonValueKind.String => InWords(field, value.GetString()!, t),
        _ => value.ToString(),
    };

    public string InWords(FieldDefinition? field, string text, Words t) => field?.Type switch
    {
        FieldType.Choice => field.Options.FirstOrDefault(o => o.Code == text)?.Name.In(t.Language) ?? text,
        FieldType.Agency => agencies.Find(text) is { } agency ? NameOf(agency, t.Language) : text,
        FieldType.Date => DateOnly.TryParseExact(text, FormValidator.DateFormat, out var day) ? t.Day(day) : text,
        _ => text,
    };

    private static string NameOf(Agency agency, CultureInfo language) =>
        agency.Kind == AgencyKind.City ? $"{agency.ShortName}: {agency.NameIn(language)}" : agency.ShortName;
}
