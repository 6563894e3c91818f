using System.Text.Json;
using Kota.Functions.Identity.UseCases;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Text;
using Kota.Kernel.Time;
using Kota.Portal.Forms;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

/// <summary>One way to see the components: a language and a theme.</summary>
public sealed record ComponentSample(string Id, string Theme, Words T, Draft Draft, IReadOnlyList<FieldModel> Fields, IReadOnlyList<StepModel> Steps, ListModel List);

public sealed record ComponentsModel(IReadOnlyList<ComponentSample> Samples);

/// <summary>All components with made-up content, where developers sign in without a password; elsewhere it is not there.</summary>
public sealed class ComponentScreen(DevelopmentSignIn signIn, CityClock clock, PageFrame frame)
{
    private static readonly string[] Themes = ["light", "dark"];

    public IResult Show(HttpRequest request)
    {
        if (!signIn.IsEnabled)
            return frame.Failed(request, Failure.NotFound());
        var samples =
            from language in new[] { Languages.Indonesian, Languages.English }
            from theme in Themes
            select Sample($"{Languages.Code(language)}-{theme}", theme, new Words(language));
        return frame.Show<ComponentsPage, ComponentsModel>(request, new ComponentsModel([.. samples]));
    }

    private ComponentSample Sample(string id, string theme, Words t)
    {
        var draft = new Draft(id, new Dictionary<string, string> { ["title"] = t["service-start"] }, [new FormError("title", t["errors-title"])], PageForm.NewKey());
        var options = new OptionGroup(t["agencies-Kelurahan"], [new Named("a", "Dinoyo"), new Named("b", "Jodipan")]);
        FieldModel[] fields =
        [
            FormFields.Plain("title", FieldType.Text, t["column-submission"], draft) with { Required = true, Help = t["track-id-help"] },
            FormFields.Plain("text", FieldType.LongText, t["comment-text"], draft) with { Help = t["comment-help"] },
            FormFields.Plain("ward", FieldType.Choice, t["kelurahan"], draft) with { Groups = [options] },
            FormFields.Plain("day", FieldType.Date, t["promised"], draft),
            FormFields.Plain("rating", FieldType.Integer, t["rating"], draft) with { Scale = [1, 2, 3, 4, 5], Required = true },
            FormFields.Plain("photos", FieldType.Photos, t["photos"], draft) with { Help = t["photos-help"] },
        ];
        return new ComponentSample(id, theme, t, draft, fields, [Step("officer", t["home-step-3"], 1, t), Step("system", t["home-step-2"], 3, t)], new ListModel([], "#" + id, "#" + id));
    }

    private StepModel Step(string by, string said, int days, Words t) => new(
        new TimelineStep(0, clock.Now.AddDays(-days), new Named("", t["comment"]), by, new Named("", "DLH"), new Named("", t["status-open"]), new Dictionary<string, JsonElement>(), [], null, null),
        t["by-" + by],
        [new Fact(t["comment-text"], said, Long: true)]);
}
