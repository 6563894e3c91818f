using System.Text;
using Kota.Functions.Submissions.Catalogue;

namespace Kota.UnitTests.Catalogue;

public sealed class DefinitionCheckerTests
{
    // Indices in sambat.json. Actions: 0 forward_by_rule, 1 forward, 2 reject, 3 ask, 4 reply, 5 withdraw, 6 not_ours, 7 accept, 8 answer,
    // 9 rate, 10 reopen, 11 close. Clocks: 0 verify, 1 respond, 2 resolve. Fields: 0 title, 1 description, 2 eventDate, 3 address.
    [Theory]
    [InlineData("/code", "\"Sambat\"", "/code: 'Sambat' is not in kebab-case")]
    [InlineData("/prefix", "\"SB\"", "/prefix: 'SB' is not three upper-case letters")]
    [InlineData("/version", "0", "/version: must be at least 1")]
    [InlineData("/agency", "\"pdam\"", "/agency: no agency 'pdam'")]
    [InlineData("/audience", "[]", "/audience: nobody may submit")]
    [InlineData("/audience/1", "\"tourist\"", "/audience/1: no audience 'tourist'")]
    [InlineData("/audience/1", "\"guest\"", "/audience/1: 'guest' stands twice")]
    [InlineData("/attachments/max", "6", "/attachments/max: must be 0 to 5")]
    [InlineData("/attachments/maxBytes", "10000001", "/attachments/maxBytes: must be 1 to 10000000")]
    [InlineData("/retention/years", "0", "/retention/years: must be at least 1")]
    [InlineData("/place/requiredForKinds/0", "\"sport\"", "/place/requiredForKinds/0: no kind 'sport'")]
    [InlineData("/kinds/0/code", "\"In formation\"", "/kinds/0/code: 'In formation' is not in kebab-case")]
    [InlineData("/categories/1/code", "\"damaged-road\"", "/categories/1/code: 'damaged-road' stands twice")]
    [InlineData("/categories/0/kind", "\"sport\"", "/categories/0/kind: no kind 'sport'")]
    [InlineData("/categories/0/agency", "\"pdam\"", "/categories/0/agency: no agency 'pdam'")]
    [InlineData("/name/en", "\" \"", "/name/en: the text is empty")]
    [InlineData("/standard/fee/id", "\"\"", "/standard/fee/id: the text is empty")]
    [InlineData("/actions/2/inputs/0/options/0/name/id", "\"\"", "/actions/2/inputs/0/options/0/name/id: the text is empty")]
    public void A_service_keeps_the_rules(string pointer, string json, string finding) => Breaks(pointer, json, finding);

    [Theory]
    [InlineData("/fields/0/name", "\"judul laporan\"", "/fields/0/name: 'judul laporan' is not in camelCase")]
    [InlineData("/fields/1/name", "\"title\"", "/fields/1/name: 'title' stands twice")]
    [InlineData("/fields/0/name", "\"photos\"", "/fields/0/name: 'photos' is built in")]
    [InlineData("/fields/2/type", "\"agency\"", "/fields/2/type: is for inputs of actions only")]
    [InlineData("/fields/0/public", "true", "/fields/0/public: is for inputs of actions only: list the field in publicFields")]
    [InlineData("/fields/0/maxLength", null, "/fields/0/maxLength: a text needs one of 1 to 8000")]
    [InlineData("/fields/0/maxLength", "8001", "/fields/0/maxLength: a text needs one of 1 to 8000")]
    [InlineData("/fields/2/maxLength", "10", "/fields/2/maxLength: is for texts only")]
    [InlineData("/fields/2/minLength", "10", "/fields/2/minLength: is for texts only")]
    [InlineData("/fields/0/minLength", "121", "/fields/0/minLength: must be 0 to maxLength")]
    [InlineData("/fields/0/minLength", "-1", "/fields/0/minLength: must be 0 to maxLength")]
    [InlineData("/fields/0/minimum", "1", "/fields/0/minimum: is for numbers only")]
    [InlineData("/fields/0/maximum", "1", "/fields/0/maximum: is for numbers only")]
    [InlineData("/fields/0/dates", "\"notPast\"", "/fields/0/dates: is for dates only")]
    [InlineData("/fields/2/pattern", "\".*\"", "/fields/2/pattern: is for texts only")]
    [InlineData("/fields/0/pattern", "\"[a-z\"", "/fields/0/pattern: does not compile: UnterminatedBracket at 4")]
    [InlineData("/fields/2/type", "\"choice\"", "/fields/2/options: a choice needs options")]
    [InlineData("/fields/0/options", """[{"code":"a","name":{"id":"a","en":"a"}}]""", "/fields/0/options: are for choices only")]
    [InlineData("/fields/2/requiredForKinds", "[\"sport\"]", "/fields/2/requiredForKinds/0: no kind 'sport'")]
    [InlineData("/fields/0/requiredForKinds", "[\"works\"]", "/fields/0/requiredForKinds: is required for every kind already")]
    [InlineData("/publicFields/0", "\"colour\"", "/publicFields/0: no field 'colour'")]
    [InlineData("/publicFields/0", "\"title\"", "/publicFields/2: 'title' stands twice")]
    [InlineData("/publicFields/0", "\"nik\"", "/publicFields/0: 'nik' is personal")]
    [InlineData("/place", null, "/publicFields/1: no field 'place'")]
    [InlineData("/attachments", null, "/publicFields/5: no field 'photos'")]
    public void A_field_keeps_the_rules(string pointer, string? json, string finding) => Breaks(pointer, json, finding);

    [Theory]
    [InlineData("/states/0/code", "\"Diterima!\"", "/states/0/code: 'Diterima!' is not in kebab-case or snake_case")]
    [InlineData("/states/1/code", "\"received\"", "/states/1/code: 'received' stands twice")]
    [InlineData("/start", "\"draft\"", "/start: no state 'draft'")]
    [InlineData("/actions/2", null, "/states/6: 'rejected' cannot be reached from 'received'")]
    [InlineData("/states/5/status", "\"open\"", "/states/5: no closed state can be reached from 'closed'")]
    public void A_state_keeps_the_rules(string pointer, string? json, string finding) => Breaks(pointer, json, finding);

    [Theory]
    [InlineData("/actions/1/code", "\"submit\"", "/actions/1/code: 'submit' is built in")]
    [InlineData("/actions/1/code", "\"reject\"", "/actions/2/code: 'reject' stands twice")]
    [InlineData("/actions/1/from", "[]", "/actions/1/from: names no state")]
    [InlineData("/actions/3/from/1", "\"foo\"", "/actions/3/from/1: no state 'foo'")]
    [InlineData("/actions/3/to", "\"foo\"", "/actions/3/to: no state 'foo'")]
    [InlineData("/actions/1/by", "[]", "/actions/1/by: names nobody")]
    [InlineData("/actions/3/by", "[\"officer\",\"officer\"]", "/actions/3/by: names somebody twice")]
    [InlineData("/actions/1/by", "[\"system\",\"officer\"]", "/actions/1/by: a rule or a timer acts alone")]
    [InlineData("/actions/1/by", "[\"system\"]", "/actions/1/inputs: a rule or a timer has no inputs")]
    [InlineData("/actions/5/to", null, "/actions/5/to: a rule or a timer must lead to a named state")]
    [InlineData("/actions/5/afterDays", null, "/actions/5/afterDays: a timer needs at least 1 day")]
    [InlineData("/actions/4/afterDays", "3", "/actions/4/afterDays: is for timers only")]
    [InlineData("/actions/10/limit", "0", "/actions/10/limit: must be at least 1")]
    [InlineData("/actions/6/limit", null, "/actions/6/beyond: needs a limit")]
    [InlineData("/actions/6/beyond/to", "\"foo\"", "/actions/6/beyond/to: no state 'foo'")]
    [InlineData("/actions/6/beyond/effects/0", """{"kind":"restartClock","clock":"tea"}""", "/actions/6/beyond/effects/0/clock: no clock 'tea'")]
    [InlineData("/actions/6/effects/1/clock", "\"tea\"", "/actions/6/effects/1/clock: no clock 'tea'")]
    [InlineData("/actions/6/effects/0/clock", "\"respond\"", "/actions/6/effects/0/clock: this effect takes no clock")]
    [InlineData("/actions/6/effects/0/input", "\"target\"", "/actions/6/effects/0/input: no input 'target'")]
    [InlineData("/actions/6/effects/0/input", "\"reason\"", "/actions/6/effects/0/input: 'reason' is not of type Agency")]
    [InlineData("/actions/1/inputs/0/required", "false", "/actions/1/effects/0/input: 'agency' must be required")]
    [InlineData("/actions/7/inputs/0/type", "\"nik\"", "/actions/7/effects/0/input: 'promised' is not of type Date")]
    [InlineData("/actions/9/inputs/0/type", "\"decimal\"", "/actions/9/effects/0/input: 'rating' is not of type Integer")]
    [InlineData("/actions/0/effects/0/input", "\"agency\"", "/actions/0/effects/0/input: this effect takes no input")]
    [InlineData("/categories", "[]", "/actions/0/effects/0/kind: the service has no categories")]
    [InlineData("/actions/9/resolution/code", "\"So so\"", "/actions/9/resolution/code: 'So so' is not in kebab-case or snake_case")]
    [InlineData("/actions/9/inputs/0/personal", "\"general\"", "/actions/9/inputs/0/public: a personal input cannot be public")]
    [InlineData("/attachments/max", "0", "/actions/8/inputs/1/type: the service takes no photos")]
    [InlineData("/actions/8/inputs/0/type", "\"photos\"", "/actions/8/inputs: more than one input for photos")]
    [InlineData("/actions/9/inputs/0/minimum", "6", "/actions/9/inputs/0/minimum: is above maximum")]
    [InlineData("/actions/0/to", "\"received\"", "/actions/0/to: rules lead in a circle")]
    public void An_action_keeps_the_rules(string pointer, string? json, string finding) => Breaks(pointer, json, finding);

    [Theory]
    [InlineData("/clocks/1/code", "\"verify\"", "/clocks/1/code: 'verify' stands twice")]
    [InlineData("/clocks/0/length", null, "/clocks/0: needs length or lengthByKind")]
    [InlineData("/clocks/2/length", """{"hours":1}""", "/clocks/2: has both length and lengthByKind")]
    [InlineData("/clocks/2/lengthByKind/order", null, "/clocks/2/lengthByKind: no length for kind 'order'")]
    [InlineData("/clocks/2/lengthByKind/sport", """{"hours":1}""", "/clocks/2/lengthByKind/sport: no kind 'sport'")]
    [InlineData("/clocks/0/length/hours", "2", "/clocks/0/length: needs either hours or workingDays")]
    [InlineData("/clocks/0/length/workingDays", "0", "/clocks/0/length/workingDays: must be at least 1")]
    [InlineData("/clocks/1/length/hours", "0", "/clocks/1/length/hours: must be at least 1")]
    [InlineData("/clocks/0/starts", "[]", "/clocks/0/starts: it never starts")]
    [InlineData("/clocks/0/starts/0", "\"foo\"", "/clocks/0/starts/0: no state 'foo'")]
    [InlineData("/clocks/0/starts/0", "\"answered\"", "/clocks/0/starts/0: it does not run in 'answered'")]
    [InlineData("/clocks/0/runs/-", "\"foo\"", "/clocks/0/runs/1: no state 'foo'")]
    [InlineData("/clocks/0/runs/-", "\"closed\"", "/clocks/0/runs/1: 'closed' is closed")]
    [InlineData("/clocks/0/pauses/0", "\"foo\"", "/clocks/0/pauses/0: no state 'foo'")]
    [InlineData("/clocks/0/pauses/0", "\"received\"", "/clocks/0/pauses/0: it runs in 'received'")]
    [InlineData("/clocks/0/pauses/0", "\"rejected\"", "/clocks/0/pauses/0: 'rejected' is closed")]
    public void A_clock_keeps_the_rules(string pointer, string? json, string finding) => Breaks(pointer, json, finding);

    [Theory]
    [InlineData("/colour", "\"red\"", "/colour: The JSON property 'colour' could not be mapped")]
    [InlineData("/actions/3/too", "\"x\"", "/actions/3/too: The JSON property 'too' could not be mapped")]
    [InlineData("/fields/0/label/en", null, "/fields/0/label: ")]
    [InlineData("/standard/fee", null, "/standard: ")]
    [InlineData("/fields/0/type", "\"colour\"", "/fields/0/type: The JSON value could not be converted")]
    [InlineData("/fields/0/type", "0", "/fields/0/type: The JSON value could not be converted")]
    [InlineData("/version", "\"1\"", "/version: The JSON value could not be converted")]
    [InlineData("/name", "null", "/name: ")]
    public void A_file_that_is_no_service_is_refused_where_it_breaks(string pointer, string? json, string beginning)
    {
        var finding = Assert.Single(ServiceJson.Findings(ServiceJson.Sambat.With(pointer, json)));

        Assert.StartsWith("sambat.json#" + beginning, finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_stands_twice_is_refused()
    {
        var json = Encoding.UTF8.GetString(ServiceJson.Sambat.Json.Span).Replace("\"version\": 1,", "\"version\": 1, \"version\": 2,", StringComparison.Ordinal);

        var finding = Assert.Single(ServiceJson.Findings(new ServiceFile("twice.json", Encoding.UTF8.GetBytes(json))));

        Assert.StartsWith("twice.json#/version: Duplicate property 'version'", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_prefixes_and_names_are_unique_among_files()
    {
        var findings = ServiceJson.Findings(ServiceJson.Sambat, ServiceJson.Sambat with { Name = "copy.json" });

        Assert.Equal(
            [
                "copy.json#/code: 'sambat' is already in sambat.json",
                "copy.json#/prefix: 'SBT' is already in sambat.json",
                "copy.json#/name/id: 'SAMBAT: Lapor dan Bertanya' is already in sambat.json",
                "copy.json#/name/en: 'SAMBAT: Report and Ask' is already in sambat.json",
            ],
            findings);
    }

    [Fact]
    public void All_errors_of_all_files_come_at_once()
    {
        var first = ServiceJson.Sambat.With("/version", "0").With("/actions/3/to", "\"foo\"");
        var second = new ServiceFile("broken.json", "{"u8.ToArray());

        var e = Assert.Throws<CatalogueException>(() => ServiceCatalogue.Load([first, second], Known.Agencies));

        Assert.Contains("sambat.json#/version: must be at least 1", e.Findings);
        Assert.Contains("sambat.json#/actions/3/to: no state 'foo'", e.Findings);
        Assert.Contains(e.Findings, f => f.StartsWith("broken.json#", StringComparison.Ordinal));
        Assert.All(e.Findings, f => Assert.Contains(f, e.Message, StringComparison.Ordinal));
    }

    private static void Breaks(string pointer, string? json, string finding) =>
        Assert.Contains("sambat.json#" + finding, ServiceJson.Findings(ServiceJson.Sambat.With(pointer, json)));
}
