using System.Text.RegularExpressions;

namespace Kota.Functions.Submissions.Catalogue;

/// <summary>Rules for the fields of a form and the inputs of actions.</summary>
internal static class FieldChecks
{
    // All fields of a submission share one entity of at most 1 MiB, and one property of at most 32,768 UTF-16 units holds each group:
    // https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
    private const int MaxLength = 8_000;
    private const int MaxLengthOfAll = 15_000;

    public static void Form(ServiceDefinition service, Findings findings)
    {
        Fields(service, service.Fields, "/fields", findings);
        foreach (var (i, field) in service.Fields.Index())
        {
            findings.Require(!Codes.PseudoFields.Contains(field.Name), $"/fields/{i}/name", $"'{field.Name}' is built in");
            findings.Require(field.Type is not (FieldType.Agency or FieldType.Submission or FieldType.Photos), $"/fields/{i}/type", "is for inputs of actions only");
            findings.Require(!field.Public, $"/fields/{i}/public", "is for inputs of actions only: list the field in publicFields");
        }

        foreach (var (i, name) in service.PublicFields.Index())
        {
            var at = $"/publicFields/{i}";
            findings.Require(service.PublicFields.Take(i).All(n => n != name), at, $"'{name}' stands twice");
            var exists = name switch
            {
                "category" => service.Categories.Count > 0,
                "place" => service.Place is not null,
                "photos" => service.Attachments.Max > 0,
                _ => service.Fields.Any(f => f.Name == name),
            };
            findings.Require(exists, at, $"no field '{name}'");
            findings.Require(service.Fields.All(f => f.Name != name || f.Personal == PersonalData.None), at, $"'{name}' is personal");
        }
    }

    public static void Inputs(ServiceDefinition service, ActionDefinition action, string pointer, Findings findings)
    {
        Fields(service, action.Inputs, pointer, findings);
        foreach (var (i, input) in action.Inputs.Index())
        {
            findings.Require(!(input.Public && input.Personal != PersonalData.None), $"{pointer}/{i}/public", "a personal input cannot be public");
            findings.Require(input.Type != FieldType.Photos || service.Attachments.Max > 0, $"{pointer}/{i}/type", "the service takes no photos");
        }

        findings.Require(action.Inputs.Count(f => f.Type == FieldType.Photos) <= 1, pointer, "more than one input for photos");
    }

    private static void Fields(ServiceDefinition service, IReadOnlyList<FieldDefinition> fields, string pointer, Findings findings)
    {
        findings.Codes(fields.Select(f => f.Name), i => $"{pointer}/{i}/name", Codes.IsCamel, "camelCase");
        var kinds = service.Kinds.Select(k => k.Code).ToHashSet();
        foreach (var (i, field) in fields.Index())
            Field(field, kinds, $"{pointer}/{i}", findings);
        var sum = fields.Sum(f => f.MaxLength ?? 0);
        findings.Require(sum <= MaxLengthOfAll, pointer, $"the lengths add up to {sum}, more than {MaxLengthOfAll}");
    }

    private static void Field(FieldDefinition field, HashSet<string> kinds, string at, Findings findings)
    {
        var isText = field.Type is FieldType.Text or FieldType.LongText;
        var isNumber = field.Type is FieldType.Integer or FieldType.Decimal;
        findings.Known(field.RequiredForKinds, kinds, $"{at}/requiredForKinds", "kind");
        var twice = field.Required && field.RequiredForKinds.Count > 0;
        findings.Require(!twice, $"{at}/requiredForKinds", "is required for every kind already");

        findings.Require(!isText || field.MaxLength is >= 1 and <= MaxLength, $"{at}/maxLength", $"a text needs one of 1 to {MaxLength}");
        findings.Require(isText || field.MaxLength is null, $"{at}/maxLength", "is for texts only");
        findings.Require(isText || field.MinLength is null, $"{at}/minLength", "is for texts only");
        findings.Require(field.MinLength is null or >= 0 && !(field.MinLength > field.MaxLength), $"{at}/minLength", "must be 0 to maxLength");

        findings.Require(isNumber || field.Minimum is null, $"{at}/minimum", "is for numbers only");
        findings.Require(isNumber || field.Maximum is null, $"{at}/maximum", "is for numbers only");
        findings.Require(!(field.Minimum > field.Maximum), $"{at}/minimum", "is above maximum");
        findings.Require(field.Type == FieldType.Date || field.Dates is null, $"{at}/dates", "is for dates only");

        findings.Require(isText || field.Pattern is null, $"{at}/pattern", "is for texts only");
        if (field.Pattern is not null && PatternError(field.Pattern) is { } error)
            findings.Add($"{at}/pattern", error);

        var isChoice = field.Type == FieldType.Choice;
        findings.Require(!isChoice || field.Options.Count > 0, $"{at}/options", "a choice needs options");
        findings.Require(isChoice || field.Options.Count == 0, $"{at}/options", "are for choices only");
        findings.Codes(field.Options.Select(o => o.Code), i => $"{at}/options/{i}/code", Codes.IsWord, Codes.WordName);
    }

    private static string? PatternError(string pattern)
    {
        try
        {
            // As the author wrote it: one that closes the group around it must not pass, and the offset is the author's.
            _ = new Regex(pattern);
            return null;
        }
        catch (RegexParseException e)
        {
            return $"does not compile: {e.Error} at {e.Offset}";
        }
    }
}
