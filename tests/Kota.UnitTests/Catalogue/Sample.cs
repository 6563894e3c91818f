using Kota.Functions.Submissions.Catalogue;

namespace Kota.UnitTests.Catalogue;

/// <summary>A field of every type with every limit.</summary>
internal static class Sample
{
    public static readonly IReadOnlyList<FieldDefinition> Fields =
    [
        Make("text", FieldType.Text) with { MinLength = 4, MaxLength = 12 },
        Make("lines", FieldType.LongText) with { MaxLength = 100 },
        Make("code", FieldType.Text) with { MaxLength = 10, Pattern = "[A-Z]{2}[0-9]{3}" },
        Make("whole", FieldType.Integer) with { Minimum = 1, Maximum = 10 },
        Make("fraction", FieldType.Decimal) with { Minimum = 0, Maximum = 0.5m },
        Make("yes", FieldType.Boolean),
        Make("day", FieldType.Date),
        Make("past", FieldType.Date) with { Dates = DateLimit.NotFuture },
        Make("coming", FieldType.Date) with { Dates = DateLimit.NotPast },
        Make("pick", FieldType.Choice) with { Options = [new("big", new LocalText("Besar", "Big")), new("small", new LocalText("Kecil", "Small"))] },
        Make("phone", FieldType.Phone) with { Personal = PersonalData.General },
        Make("email", FieldType.Email) with { Personal = PersonalData.General },
        Make("nik", FieldType.Nik) with { Personal = PersonalData.Specific },
        Make("agency", FieldType.Agency),
        Make("other", FieldType.Submission),
    ];

    public static FieldDefinition Field(string name) => Fields.Single(f => f.Name == name);

    private static FieldDefinition Make(string name, FieldType type) => new() { Name = name, Type = type, Label = new LocalText($"Isian {name}", $"Field {name}") };
}
