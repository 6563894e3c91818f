using System.Globalization;
using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Blobs;
using Kota.Kernel.Reference;
using Kota.Kernel.Tables;
using Kota.Kernel.Text;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Views;

/// <summary>Shows submissions to readers: what each may see, in the reader's language. The one place that decides it.</summary>
public sealed class SubmissionViews(ServiceCatalogue catalogue, SubmissionStore store, Regions regions, Agencies agencies, CityClock clock)
{
    /// <summary>A submission with its personal fields where the reader may see them.</summary>
    public async Task<SubmissionView> FullAsync(Opened opened, CultureInfo language, CancellationToken ct)
    {
        var view = Show(opened, language);
        if (!MaySeePersonal(opened) || await store.PersonalAsync(opened.Stored.Row, ct) is not { } personal)
            return view;
        return view with { Personal = StoredJson.Read<Dictionary<string, JsonElement>>(personal.Reveal()) };
    }

    /// <summary>A row of a list.</summary>
    public SubmissionSummary Summary(IndexRow row, CultureInfo language)
    {
        var definition = catalogue.Get(row.Service);
        return new SubmissionSummary(
            row.Id, row.Version, new Named(definition.Code, definition.Name.In(language)), row.Title, StateName(definition, row.State, language),
            CategoryName(definition, row.Category, language), row.Kelurahan is { } code ? regions.Find(code)?.Name : null,
            row.Due, row.Due < clock.Now, row.Level, row.Followers, row.CreatedAt, row.ChangedAt, row.Channel ?? Channels.Web,
            string.IsNullOrEmpty(row.Handler) ? null : row.Handler);
    }

    /// <summary>The history as far as the reader may see it.</summary>
    public async Task<IReadOnlyList<TimelineStep>> TimelineAsync(Opened opened, CultureInfo language, CancellationToken ct)
    {
        var events = await store.EventsAsync(opened.Submission.Id, ct);
        return [.. events.Where(e => MaySee(opened, e)).Select(e => Step(opened, e, language))];
    }

    private SubmissionView Show(Opened opened, CultureInfo language)
    {
        var (definition, s) = (opened.Definition, opened.Submission);
        var state = definition.State(s.State);
        return new SubmissionView(
            s.Id,
            s.Version,
            new Named(definition.Code, definition.Name.In(language)),
            new Named(state.Code, state.Name.In(language)),
            state.Help.In(language),
            state.Status == StateStatus.Closed,
            Resolution(definition, s, language),
            s.MergedInto,
            Agency(s.Agency, language),
            Shows(opened, "category") ? CategoryName(definition, s.Category, language) : null,
            Shows(opened, "place") ? PlaceOf(s.Place) : null,
            s.Fields.Where(f => Shows(opened, f.Key)).ToDictionary(),
            null,
            s.Anonymous,
            s.Secret,
            s.Held,
            opened.IsInside ? s.Channel : null,
            opened.Stored.Row.Followers,
            s.CreatedAt,
            s.ChangedAt,
            s.Due,
            s.Promised,
            s.Rating,
            [.. s.Clocks.Select(c => new ClockView(c.Code, ClockName(definition, c.Code, language).Name, c.DueAt, c.Left is not null, c.Level))],
            [.. Enumerable.Range(1, s.Attachments).Where(n => ShowsPhoto(opened, n)).Select(n => Photo(s.Id, n))],
            [.. Workflow.Allowed(definition, s, opened.Capacities).Select(a => Action(a, s.Kind, language))],
            opened.Capacities.Overlaps([Actor.Officer, Actor.CityAdmin]) ? s.Handler : null);
    }

    private TimelineStep Step(Opened opened, SubmissionEvent e, CultureInfo language)
    {
        var definition = opened.Definition;
        var action = definition.Actions.FirstOrDefault(a => a.Code == e.Action);
        var shown = e.Inputs.Where(i => opened.IsInside || IsPublicInput(action, i.Key) || (action is null && IsPublic(e))).Where(i => i.Key != "public");
        return new TimelineStep(
            e.Seq,
            e.At,
            new Named(e.Action, action?.Name.In(language) ?? Texts.Get("action-" + e.Action, language)),
            e.By,
            Agency(e.Agency, language),
            StateName(definition, e.To, language),
            shown.ToDictionary(),
            [.. e.Attachments.Where(n => ShowsPhoto(opened, n)).Select(n => Photo(opened.Submission.Id, n))],
            e.Clock is { } c ? ClockName(definition, c, language) : null,
            e.Level);
    }

    private static bool MaySee(Opened opened, SubmissionEvent e) =>
        WorkflowLog.IsInternal(e.Action) ? opened.Capacities.Any(c => c != Actor.Reporter) : opened.IsInside || e.Action != WorkflowLog.Comment || IsPublic(e);

    // Hidden from the agency when the reporter asked for it: the city admin still sees it, to stop abuse.
    private static bool MaySeePersonal(Opened opened) =>
        opened.Capacities.Contains(Actor.Reporter) || opened.Capacities.Contains(Actor.CityAdmin)
        || (opened.Capacities.Contains(Actor.Officer) && !opened.Submission.Anonymous);

    /// <summary>Whether this reader sees a field: insiders all, the public those that the definition names.</summary>
    internal static bool Shows(Opened opened, string field) => opened.IsInside || opened.Definition.PublicFields.Contains(field);

    /// <summary>Whether this reader sees a photo.</summary>
    internal static bool ShowsPhoto(Opened opened, int number) =>
        opened.IsInside || (Shows(opened, "photos") && !opened.Submission.HiddenAttachments.Contains(number));

    private static bool IsPublic(SubmissionEvent e) => e.Inputs.TryGetValue("public", out var flag) && flag.ValueKind == JsonValueKind.True;

    private static bool IsPublicInput(ActionDefinition? action, string name) => action?.Inputs.FirstOrDefault(i => i.Name == name)?.Public == true;

    private static PhotoView Photo(string id, int n)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/v1/submissions/{id}/attachments/{n}?size=");
        return new PhotoView(n, path + PhotoConverter.SmallSide, path + PhotoConverter.LargeSide);
    }

    private static Named StateName(ServiceDefinition definition, string code, CultureInfo language) => new(code, definition.State(code).Name.In(language));

    private static Named? CategoryName(ServiceDefinition definition, string? code, CultureInfo language) =>
        definition.Category(code) is { } category ? new Named(category.Code, category.Name.In(language)) : null;

    private static Named ClockName(ServiceDefinition definition, string code, CultureInfo language) =>
        new(code, definition.Clocks.First(c => c.Code == code).Name.In(language));

    private static Named? Resolution(ServiceDefinition definition, Submission s, CultureInfo language) =>
        definition.Actions.FirstOrDefault(a => a.Resolution?.Code == s.Resolution)?.Resolution is { } r ? new Named(r.Code, r.Name.In(language)) : null;

    private Named Agency(string code, CultureInfo language) =>
        new(code, agencies.Find(code)?.NameIn(language) ?? code);

    private PlaceView? PlaceOf(Place? place) =>
        place is null || regions.Find(place.Kelurahan) is not { } kelurahan ? null
        : new PlaceView(place.Kelurahan, kelurahan.Name, regions.KecamatanOf(kelurahan).Name, place.Rw, place.Lat, place.Lon);

    private static ActionView Action(ActionDefinition action, string? kind, CultureInfo language) => new(
        action.Code,
        action.Name.In(language),
        action.Help.In(language),
        [.. action.Inputs.Select(i => Field(i, kind, language))]);

    /// <summary>A field as a page or an app draws it.</summary>
    internal static FieldView Field(FieldDefinition field, string? kind, CultureInfo language) => new(
        field.Name,
        field.Type,
        field.Label.In(language),
        field.Help?.In(language),
        field.IsRequired(kind),
        [.. field.Options.Select(o => new Named(o.Code, o.Name.In(language)))]);
}
