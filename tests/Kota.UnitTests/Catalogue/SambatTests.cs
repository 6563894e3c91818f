using Kota.Functions.Submissions.Catalogue;

namespace Kota.UnitTests.Catalogue;

public sealed class SambatTests
{
    [Fact]
    public void The_file_keeps_every_rule_and_is_found_by_code_and_prefix()
    {
        Assert.Same(Known.Sambat, Known.City.FindByPrefix("SBT"));
        Assert.Contains(Known.Sambat, Known.City.All);
        Assert.Null(Known.City.Find("SAMBAT"));
    }

    [Theory]
    [InlineData("damaged-road", "dpuprpkp", "works")]
    [InlineData("drain-flood", "dpuprpkp", "works")]
    [InlineData("street-light", "dpuprpkp", "works")]
    [InlineData("illegal-parking", "dishub", "order")]
    [InlineData("portal", "dishub", "order")]
    [InlineData("signs-markings", "dishub", "works")]
    [InlineData("waste", "dlh", "works")]
    [InlineData("fallen-tree", "dlh", "works")]
    [InlineData("public-order", "satpol-pp", "order")]
    [InlineData("street-vendors", "satpol-pp", "order")]
    [InlineData("identity-papers", "dispendukcapil", "information")]
    [InlineData("permits", "disnaker-pmptsp", "information")]
    [InlineData("markets", "diskopindag", "order")]
    [InlineData("rw-wifi", "diskominfo", "works")]
    [InlineData("social-aid", "dinsos-p3ap2kb", "information")]
    [InlineData("health", "dinkes", "information")]
    [InlineData("school", "disdikbud", "information")]
    [InlineData("misconduct", "inspektorat", "supervision")]
    [InlineData("illegal-levies", "inspektorat", "supervision")]
    [InlineData("other", null, "order")]
    public void A_category_goes_to_its_agency_with_its_kind(string code, string? agency, string kind)
    {
        var category = Known.Sambat.Category(code);

        Assert.NotNull(category);
        Assert.Equal(agency, category.Agency);
        Assert.Equal(kind, category.Kind);
        Assert.Equal(agency == "inspektorat", category.Secret);
    }

    [Theory]
    [InlineData("forward_by_rule", "received", "forwarded", "System", "")]
    [InlineData("forward", "received", "forwarded", "CityAdmin", "agency")]
    [InlineData("reject", "received", "rejected", "CityAdmin", "reason text")]
    [InlineData("merge", "received forwarded in_progress", "merged", "Officer CityAdmin", "into")]
    [InlineData("split", "merged", "@previous", "Officer CityAdmin", "")]
    [InlineData("ask", "received forwarded in_progress", "needs_info", "Officer CityAdmin", "question")]
    [InlineData("reply", "needs_info", "@previous", "Reporter", "text")]
    [InlineData("withdraw", "needs_info", "closed", "Timer", "")]
    [InlineData("not_ours", "forwarded", "forwarded", "Officer", "reason agency")]
    [InlineData("accept", "forwarded", "in_progress", "Officer", "")]
    [InlineData("answer", "forwarded in_progress", "answered", "Officer", "text")]
    [InlineData("rate", "answered", "closed", "Reporter", "rating")]
    [InlineData("reopen", "answered", "in_progress", "Reporter", "reason")]
    [InlineData("close", "answered", "closed", "Timer", "")]
    public void An_action_goes_from_and_to_its_states_by_its_actors(string code, string from, string to, string by, string required)
    {
        var action = Known.Sambat.Actions.Single(a => a.Code == code);

        Assert.Equal(from, string.Join(' ', action.From));
        Assert.Equal(to, action.To);
        Assert.Equal(by, string.Join(' ', action.By));
        Assert.Equal(required, string.Join(' ', action.Inputs.Where(i => i.Required).Select(i => i.Name)));
    }

    [Fact]
    public void Nothing_personal_is_public()
    {
        string[] personal = ["address", "name", "phone", "email", "nik"];

        Assert.Equal(personal, Known.Sambat.Fields.Where(f => f.Personal == PersonalData.General).Select(f => f.Name));
        Assert.Empty(Known.Sambat.PublicFields.Intersect(personal));
    }

    [Theory]
    [InlineData("information", 3)]
    [InlineData("works", 7)]
    [InlineData("order", 7)]
    [InlineData("supervision", 60)]
    public void The_time_for_a_solution_depends_on_the_kind(string kind, int workingDays) =>
        Assert.Equal(new ClockLength(WorkingDays: workingDays), Known.Sambat.Clocks.Single(c => c.Code == "resolve").LengthByKind[kind]);
}
