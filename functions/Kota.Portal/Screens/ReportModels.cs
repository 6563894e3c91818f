using System.Globalization;
using Kota.Functions.Submissions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Stickers;
using Kota.Functions.Submissions.UseCases;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Reference;
using Kota.Portal.Forms;
using Kota.Portal.Rendering;

namespace Kota.Portal.Screens;

/// <summary>The form of a service. A field or a group is null where the service does not ask for it.</summary>
public sealed record ReportModel(
    string Code, string Name, string Help, Draft Draft, FieldModel? Category, IReadOnlyList<FieldModel> About, IReadOnlyList<FieldModel> Person,
    PlaceFields? Place, FieldModel? Photos, bool AllowAnonymous, bool AllowSecret)
{
    /// <summary>How it came, for people of the city to choose; null for others.</summary>
    public FieldModel? Channel { get; init; }

    /// <summary>The sticker that was read; null without one.</summary>
    public StickerView? Sticker { get; init; }

    /// <summary>Cases that may be the same; empty when nobody looked or there are none.</summary>
    public IReadOnlyList<SimilarCase> Similar { get; init; } = [];

    /// <summary>Whether the person has seen cases that may be the same.</summary>
    public bool SimilarSeen { get; init; }

    /// <summary>Whether this is but a look at a form that stays on the screen, with its photos.</summary>
    public bool IsCheck { get; init; }

    /// <summary>Number of screens: what, where if the service asks for it, who.</summary>
    public int Steps => Place is null ? 2 : 3;

    /// <summary>Every input of the form.</summary>
    public IEnumerable<FieldModel> All =>
        new[] { Channel, Category, Photos, Place?.Kelurahan, Place?.Rw, Place?.Lat, Place?.Lon }.OfType<FieldModel>().Concat(About).Concat(Place?.Words ?? []).Concat(Person);
}

/// <param name="Kelurahan">List of the kelurahan.</param>
/// <param name="Rw">List of the RW.</param>
/// <param name="Lat">Latitude.</param>
/// <param name="Lon">Longitude.</param>
/// <param name="Words">Fields of the service that say in words where it is.</param>
/// <param name="Required">Whether the service always asks for a place.</param>
/// <param name="RequiredFor">For which kinds it asks for one, in words; null for all or none.</param>
/// <param name="Id">Id of the group.</param>
/// <param name="Errors">What is wrong with the place as a whole.</param>
public sealed record PlaceFields(
    FieldModel Kelurahan, FieldModel Rw, FieldModel Lat, FieldModel Lon, IReadOnlyList<FieldModel> Words, bool Required, string? RequiredFor, string Id, IReadOnlyList<string> Errors)
{
    public string HelpId => Id + "-help";

    public string ErrorId => Id + "-error";
}

/// <summary>Draws <see cref="ReportModel"/> from the definition of a service.</summary>
public sealed class ReportModels(FormFields fields, Regions regions)
{
    public const string Form = "lapor";

    private const string ChannelInput = "channel";

    // A landmark is asked for beside the map, not beside the name, though the public sees neither.
    private const string Address = "address";

    public ReportModel Build(ServiceDefinition service, Draft draft, Words t, bool worksForCity)
    {
        var drawn = service.Fields.Select(f => (f.Personal, Field: fields.Of(f, "fields", draft, t))).ToList();
        var where = service.Place is null ? [] : drawn.Where(f => f.Field.Name == "fields." + Address).ToList();
        return new ReportModel(
            service.Code,
            service.Name.In(t.Language),
            service.Help.In(t.Language),
            draft,
            service.Categories.Count == 0 ? null : FormFields.Plain("category", FieldType.Choice, t["category"], draft) with
            {
                Required = true,
                Groups = Categories(service, t),
            },
            [.. drawn.Except(where).Where(f => f.Personal == PersonalData.None).Select(f => f.Field)],
            [.. drawn.Except(where).Where(f => f.Personal != PersonalData.None).Select(f => f.Field)],
            service.Place is { } rules ? Place(service, rules, [.. where.Select(f => f.Field)], draft, t) : null,
            service.Attachments.Max == 0 ? null : FormFields.Plain("photos", FieldType.Photos, t["photos"], draft) with
            {
                Help = t.Of("photos-limit", service.Attachments.Max, service.Attachments.MaxBytes / 1_000_000),
            },
            service.AllowAnonymous,
            service.AllowSecret)
        {
            Channel = worksForCity ? Channel(draft, t) : null,
        };
    }

    private static FieldModel Channel(Draft draft, Words t)
    {
        var field = FormFields.Plain(ChannelInput, FieldType.Choice, t["channel"], draft) with { Help = t["channel-help"] };
        return field with
        {
            Value = field.Value.Length > 0 ? field.Value : Channels.Web,
            Groups = [new OptionGroup(null, [new Named(field.Value == Channels.Sticker ? Channels.Sticker : Channels.Web, t["channel-own"]), .. Channels.ForCitizens.Select(c => new Named(c, t["channel-" + c]))])],
        };
    }

    private static IReadOnlyList<OptionGroup> Categories(ServiceDefinition service, Words t) =>
    [
        .. service.Categories.GroupBy(c => c.Kind).Select(g => new OptionGroup(
            service.Kinds.FirstOrDefault(k => k.Code == g.Key)?.Name.In(t.Language),
            [.. g.Select(c => new Named(c.Code, c.Name.In(t.Language)))])),
    ];

    private PlaceFields Place(ServiceDefinition service, PlaceRules rules, IReadOnlyList<FieldModel> words, Draft draft, Words t)
    {
        var kinds = service.Kinds.Where(k => rules.RequiredForKinds.Contains(k.Code)).Select(k => k.Name.In(t.Language)).ToList();
        return new PlaceFields(
            FormFields.Plain("place.kelurahan", FieldType.Choice, t["kelurahan"], draft) with
            {
                Required = rules.Required,
                Depends = kinds.Count > 0,
                Groups = fields.KelurahanGroups(),
            },
            FormFields.Plain("place.rw", FieldType.Choice, t["rw"], draft) with
            {
                Help = t["rw-help"],

                // As many as the largest kelurahan has: which of them a kelurahan has, only a script can say here, and the check at the end.
                Groups = [new OptionGroup(null, [.. Enumerable.Range(1, regions.All.Max(k => k.RwCount)).Select(n => n.ToString(CultureInfo.InvariantCulture)).Select(n => new Named(n, n))])],
            },
            FormFields.Plain("place.lat", FieldType.Decimal, t["lat"], draft) with { InputMode = "decimal" },
            FormFields.Plain("place.lon", FieldType.Decimal, t["lon"], draft) with { InputMode = "decimal" },
            words,
            rules.Required,
            kinds.Count == 0 || rules.Required ? null : t.Of("place-required-for", string.Join(", ", kinds)),
            FormFields.IdOf(draft.Form, "place"),
            [.. draft.ErrorsFor("place")]);
    }
}
