using System.Diagnostics;
using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;

namespace Kota.UnitTests.Catalogue;

public sealed class FormValidatorTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData("text", """ "  Jalan rusak  " """, "\"Jalan rusak\"")]
    [InlineData("text", "\"Cafe\\u0301\"", "\"Café\"")]
    [InlineData("text", "\"😀😀😀😀😀😀😀😀😀😀😀😀\"", "\"😀😀😀😀😀😀😀😀😀😀😀😀\"")]
    [InlineData("lines", "\"satu\\r\\ndua\\ttiga\"", "\"satu\\ndua\\ttiga\"")]
    [InlineData("code", "\"AB123\"", "\"AB123\"")]
    [InlineData("whole", "5", "5")]
    [InlineData("whole", "5.0", "5")]
    [InlineData("whole", "1e1", "10")]
    [InlineData("fraction", "0.25", "0.25")]
    [InlineData("yes", "true", "true")]
    [InlineData("yes", "false", "false")]
    [InlineData("day", "\"2026-11-24\"", "\"2026-11-24\"")]
    [InlineData("past", "\"2026-11-24\"", "\"2026-11-24\"")]
    [InlineData("coming", "\"2026-11-24\"", "\"2026-11-24\"")]
    [InlineData("pick", "\"big\"", "\"big\"")]
    [InlineData("phone", "\"0812-3456-7890\"", "\"+6281234567890\"")]
    [InlineData("email", "\" Budi@Contoh.ID \"", "\"Budi@contoh.id\"")]
    [InlineData("nik", "\"3573014107900001\"", "\"3573014107900001\"")]
    [InlineData("agency", "\"dlh\"", "\"dlh\"")]
    public void A_good_value_is_normalised(string name, string json, string expected)
    {
        var result = Check(name, json);

        Assert.Empty(result.Errors);
        Assert.Equal(JsonSerializer.Deserialize<JsonElement>(expected).ToString(), result.Values[name].ToString());
    }

    [Theory]
    [InlineData("text", "\"abc\"", "too-short", 4)]
    [InlineData("text", "\"   abc   \"", "too-short", 4)]
    [InlineData("text", "\"1234567890123\"", "too-long", 12)]
    [InlineData("text", "\"\"", "too-short", 4)]
    [InlineData("text", "12345", "field-type-text")]
    [InlineData("text", "null", "field-type-text")]
    [InlineData("text", "[\"abcd\"]", "field-type-text")]
    [InlineData("text", "\"satu\\ndua\"", "field-characters")]
    [InlineData("text", "\"satu\\u0000dua\"", "field-characters")]
    [InlineData("text", "\"satu\\ud800\"", "field-characters")]
    [InlineData("lines", "\"satu\\u001b[31m\"", "field-characters")]
    [InlineData("code", "\"AB12\"", "field-pattern")]
    [InlineData("code", "\"xAB123\"", "field-pattern")]
    [InlineData("whole", "5.5", "field-type-integer")]
    [InlineData("whole", "\"5\"", "field-type-integer")]
    [InlineData("whole", "1e30", "field-type-integer")]
    [InlineData("whole", "0", "field-minimum", 1)]
    [InlineData("whole", "11", "field-maximum", 10)]
    [InlineData("fraction", "\"x\"", "field-type-number")]
    [InlineData("fraction", "1e300", "field-type-number")]
    [InlineData("fraction", "0.6", "field-maximum")]
    [InlineData("yes", "\"true\"", "field-type-boolean")]
    [InlineData("yes", "1", "field-type-boolean")]
    [InlineData("day", "\"24-11-2026\"", "field-date")]
    [InlineData("day", "\"2026-02-30\"", "field-date")]
    [InlineData("day", "\"2026-11-24T00:00:00Z\"", "field-date")]
    [InlineData("past", "\"2026-11-25\"", "field-date-future")]
    [InlineData("coming", "\"2026-11-23\"", "field-date-past")]
    [InlineData("pick", "\"Big\"", "field-option")]
    [InlineData("phone", "\"12345\"", "phone-form")]
    [InlineData("email", "\"budi@\"", "email-form")]
    [InlineData("nik", "\"3573014107900000\"", "nik-serial")]
    [InlineData("agency", "\"pdam\"", "unknown-agency")]
    public void A_bad_value_is_refused_at_its_pointer(string name, string json, string code, int? arg = null)
    {
        var error = Assert.Single(Check(name, json).Errors);

        Assert.Equal($"/fields/{name}", error.Pointer);
        Assert.Equal(code, error.Code);
        if (arg is not null)
            Assert.Equal(arg.Value, Convert.ToInt32(Assert.Single(error.Args), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_required_field_that_is_missing_or_blank_says_so()
    {
        var fields = new[] { Sample.Field("text") with { Required = true } };

        Assert.Equal("required", Assert.Single(FormValidator.Validate(fields, Values("{}"), Context(), "/fields").Errors).Code);
        Assert.Equal("required", Assert.Single(FormValidator.Validate(fields, Values("""{"text":"  "}"""), Context(), "/fields").Errors).Code);
    }

    [Fact]
    public void All_errors_come_at_once_and_unknown_names_are_errors()
    {
        var values = Values("""{"text":"x","whole":99,"co/lo~r":"red","yes":true}""");

        var result = FormValidator.Validate(Sample.Fields, values, Context(), "/inputs");

        Assert.False(result.IsValid);
        Assert.Equal([("/inputs/text", "too-short"), ("/inputs/whole", "field-maximum"), ("/inputs/co~1lo~0r", "unknown-field")], result.Errors.Select(e => (e.Pointer, e.Code)));
        Assert.Equal(FailureKind.Invalid, result.ToOutcome().Failure?.Kind);
    }

    [Theory]
    [InlineData("works", 0, "photo-required")]
    [InlineData("works", 1, null)]
    [InlineData("order", 0, null)]
    public void A_photo_is_required_where_the_kind_says_so(string kind, int photos, string? code)
    {
        var answer = Known.Sambat.Actions.Single(a => a.Code == "answer");

        var result = FormValidator.Validate(answer.Inputs, Values("""{"text":"Lubang sudah ditambal."}"""), Context(kind, photos), "/inputs");

        Assert.Equal(code, result.Errors.SingleOrDefault()?.Code);
        if (code is not null)
            Assert.Equal("/inputs/photos", result.Errors[0].Pointer);
    }

    [Fact]
    public void Photos_are_never_a_value()
    {
        var answer = Known.Sambat.Actions.Single(a => a.Code == "answer");

        var result = FormValidator.Validate(answer.Inputs, Values("""{"text":"Lubang sudah ditambal.","photos":"a.jpg"}"""), Context("works", 1), "/inputs");

        Assert.Equal("unknown-field", Assert.Single(result.Errors).Code);
    }

    [Fact]
    public void A_field_may_be_required_for_a_kind_only()
    {
        var fields = new[] { Sample.Field("text") with { RequiredForKinds = ["works"] } };

        Assert.Equal("required", Assert.Single(FormValidator.Validate(fields, Values("{}"), Context("works"), "/fields").Errors).Code);
        Assert.Empty(FormValidator.Validate(fields, Values("{}"), Context("order"), "/fields").Errors);
        Assert.Empty(FormValidator.Validate(fields, Values("{}"), Context(), "/fields").Errors);
    }

    [Fact]
    public void A_pattern_that_would_run_for_ever_is_cut_off()
    {
        var fields = new[] { Sample.Field("code") with { Pattern = "(a+)+b", MaxLength = 100 } };
        var started = Stopwatch.GetTimestamp();

        var result = FormValidator.Validate(fields, Values($$"""{"code":"{{new string('a', 60)}}"}"""), Context(), "/fields");

        Assert.Equal("field-pattern", Assert.Single(result.Errors).Code);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_form_says_the_same_as_json()
    {
        var form = new Dictionary<string, string>
        {
            ["text"] = " Jalan rusak ",
            ["lines"] = "satu\r\ndua",
            ["whole"] = "7",
            ["fraction"] = "0.5",
            ["yes"] = "on",
            ["pick"] = "big",
            ["day"] = "2026-11-24",
            ["phone"] = "",
        };
        var json = Values("""{"text":"Jalan rusak","lines":"satu\ndua","whole":7,"fraction":0.5,"yes":true,"pick":"big","day":"2026-11-24"}""");

        var fromForm = FormValidator.Validate(Sample.Fields, FormValidator.FromForm(form, Sample.Fields), Context(), "/fields");
        var fromJson = FormValidator.Validate(Sample.Fields, json, Context(), "/fields");

        Assert.Empty(fromForm.Errors);
        Assert.Equal(Text(fromJson), Text(fromForm));
    }

    [Theory]
    [InlineData("whole", "tujuh", "field-type-integer")]
    [InlineData("whole", "1,000", "field-type-integer")]
    [InlineData("fraction", "0,5", "field-type-number")]
    [InlineData("yes", "maybe", "field-type-boolean")]
    [InlineData("colour", "red", "unknown-field")]
    public void A_form_string_that_is_no_such_value_is_refused(string name, string text, string code)
    {
        var values = FormValidator.FromForm(new Dictionary<string, string> { [name] = text }, Sample.Fields);

        Assert.Equal(code, Assert.Single(FormValidator.Validate(Sample.Fields, values, Context(), "/fields").Errors).Code);
    }

    private static FormContext Context(string? kind = null, int photos = 0) => new(Today, Known.Agencies, kind, photos);

    private static FormResult Check(string name, string json) => FormValidator.Validate([Sample.Field(name)], Values($$"""{"{{name}}":{{json}}}"""), Context(), "/fields");

    private static Dictionary<string, JsonElement> Values(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;

    private static string Text(FormResult result) => JsonSerializer.Serialize(new SortedDictionary<string, JsonElement>(result.Values.ToDictionary(), StringComparer.Ordinal));
}
