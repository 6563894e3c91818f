using System.Globalization;
using System.Text.Json.Nodes;

namespace Kota.Functions.Submissions.Catalogue;

/// <summary>A service in a list, in the reader's language.</summary>
public sealed record ServiceSummary(
    string Code, string Prefix, int Version, string Name, string Help, string Agency, IReadOnlyList<string> Audience)
{
    public static ServiceSummary Of(ServiceDefinition service, CultureInfo language) => new(
        service.Code, service.Prefix, service.Version, service.Name.In(language), service.Help.In(language), service.Agency, service.Audience);
}

/// <summary>All that a client needs to offer a service: its form, its course, its promises.</summary>
public sealed record ServiceDetail(
    string Code,
    string Prefix,
    int Version,
    string Name,
    string Help,
    string Agency,
    IReadOnlyList<string> Audience,
    JsonObject Schema,
    AttachmentRules Attachments,
    IReadOnlyList<NamedCode> Kinds,
    IReadOnlyList<CategoryAnswer> Categories,
    string Start,
    IReadOnlyList<StateAnswer> States,
    IReadOnlyList<ActionAnswer> Actions,
    IReadOnlyList<ClockAnswer> Clocks,
    IReadOnlyList<string> PublicFields,
    RetentionAnswer Retention,
    StandardAnswer Standard)
{
    public static ServiceDetail Of(ServiceDefinition service, CultureInfo language) => new(
        service.Code,
        service.Prefix,
        service.Version,
        service.Name.In(language),
        service.Help.In(language),
        service.Agency,
        service.Audience,
        FormSchema.ForSubmission(service, language),
        service.Attachments,
        [.. service.Kinds.Select(k => new NamedCode(k.Code, k.Name.In(language)))],
        [.. service.Categories.Select(c => new CategoryAnswer(c.Code, c.Name.In(language), c.Kind, c.Agency, c.Secret))],
        service.Start,
        [.. service.States.Select(s => new StateAnswer(s.Code, s.Name.In(language), s.Help.In(language), s.Status))],
        [.. service.Actions.Select(a => ActionAnswer.Of(a, language))],
        [.. service.Clocks.Select(c => ClockAnswer.Of(c, language))],
        service.PublicFields,
        new RetentionAnswer(service.Retention.Years, service.Retention.Basis.In(language)),
        StandardAnswer.Of(service.Standard, language));
}

public sealed record NamedCode(string Code, string Name);

/// <summary>A category; without an agency a person decides whose work it is.</summary>
public sealed record CategoryAnswer(string Code, string Name, string Kind, string? Agency, bool Secret);

public sealed record StateAnswer(string Code, string Name, string Help, StateStatus Status);

/// <summary>A step that somebody, a rule or a timer may take.</summary>
public sealed record ActionAnswer(
    string Code,
    string Name,
    string Help,
    IReadOnlyList<string> From,
    string? To,
    IReadOnlyList<Actor> By,
    JsonObject Inputs,
    IReadOnlyList<string> PhotosForKinds,
    int? AfterDays,
    int? Limit)
{
    public static ActionAnswer Of(ActionDefinition action, CultureInfo language) => new(
        action.Code,
        action.Name.In(language),
        action.Help.In(language),
        action.From,
        action.To,
        action.By,
        FormSchema.ForFields(action.Inputs, language),
        action.Inputs.FirstOrDefault(i => i.Type == FieldType.Photos)?.RequiredForKinds ?? [],
        action.AfterDays,
        action.Limit);
}

/// <summary>A time limit; either one length or one for each kind.</summary>
public sealed record ClockAnswer(
    string Code,
    string Name,
    ClockLength? Length,
    IReadOnlyDictionary<string, ClockLength>? LengthByKind,
    IReadOnlyList<string> Runs,
    IReadOnlyList<string> Pauses)
{
    public static ClockAnswer Of(ClockDefinition clock, CultureInfo language) => new(
        clock.Code, clock.Name.In(language), clock.Length, clock.Length is null ? clock.LengthByKind : null, clock.Runs, clock.Pauses);
}

/// <summary>Years that a closed submission is kept, and why.</summary>
public sealed record RetentionAnswer(int Years, string Basis);

/// <summary>The 14 parts of a service standard, UU 25/2009 article 21.</summary>
public sealed record StandardAnswer(
    string LegalBasis,
    string Requirements,
    string Procedure,
    string CompletionTime,
    string Fee,
    string Product,
    string Facilities,
    string Competence,
    string InternalSupervision,
    string ComplaintHandling,
    string StaffNumber,
    string ServiceGuarantee,
    string SafetyGuarantee,
    string PerformanceEvaluation)
{
    public static StandardAnswer Of(ServiceStandard s, CultureInfo language) => new(
        s.LegalBasis.In(language),
        s.Requirements.In(language),
        s.Procedure.In(language),
        s.CompletionTime.In(language),
        s.Fee.In(language),
        s.Product.In(language),
        s.Facilities.In(language),
        s.Competence.In(language),
        s.InternalSupervision.In(language),
        s.ComplaintHandling.In(language),
        s.StaffNumber.In(language),
        s.ServiceGuarantee.In(language),
        s.SafetyGuarantee.In(language),
        s.PerformanceEvaluation.In(language));
}
