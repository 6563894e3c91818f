using Kota.Functions.Reports.UseCases;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Text;
using Kota.Portal.Forms;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

public sealed record HomeModel(ServiceSummary? Report, IReadOnlyList<ServiceSummary> Services, Draft Track, Pulse? Pulse);

public sealed record ServicesModel(IReadOnlyList<ServiceSummary> Services);

public sealed record ServiceModel(ServiceDetail Service, string Agency)
{
    /// <summary>The 14 parts of the service standard, in the order of the law.</summary>
    public IReadOnlyList<(string Part, string Text)> Standard => [.. typeof(StandardAnswer).GetProperties()
        .Select(p => (p.Name, (string)p.GetValue(Service.Standard)!))];
}

/// <summary>The pages that say what the city offers.</summary>
public sealed class HomeScreen(ListServices list, DescribeService describe, ReadPulse pulse, Agencies agencies, PageFrame frame)
{
    // The service that a city's front door is for: reports. Without it the first of the list.
    private const string FrontDoor = "sambat";

    private static readonly TimeSpan LanguageLife = TimeSpan.FromDays(365);

    public async Task<IResult> HomeAsync(HttpRequest request, CancellationToken ct)
    {
        var services = list.Run(request.Language());
        var report = services.FirstOrDefault(s => s.Code == FrontDoor) ?? (services is [var first, ..] ? first : null);
        return frame.Show<HomePage, HomeModel>(request, new HomeModel(report, services, TrackScreen.Blank(null), await pulse.RunAsync(ct)));
    }

    public IResult Services(HttpRequest request) =>
        frame.Show<ServicesPage, ServicesModel>(request, new ServicesModel(list.Run(request.Language())));

    public IResult Service(HttpRequest request, string code)
    {
        if (!describe.Run(code, request.Language()).Succeeded(out var service, out var failure))
            return frame.Failed(request, failure);
        var agency = agencies.Find(service.Agency)?.NameIn(request.Language()) ?? service.Agency;
        return frame.Show<ServicePage, ServiceModel>(request, new ServiceModel(service, agency));
    }

    /// <summary>Remembers the language and goes back to the page that the switch stood on.</summary>
    public async Task<IResult> ChooseLanguageAsync(HttpRequest request, CancellationToken ct)
    {
        if (!(await FormBody.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return frame.Failed(request, failure);
        if (Languages.Find(form["lang"]) is not { } language)
            return frame.Failed(request, Failure.Invalid("/lang", "field-option"));
        request.HttpContext.Response.Cookies.Append("kota_lang", Languages.Code(language), new CookieOptions
        {
            HttpOnly = true,
            Secure = request.IsHttps,
            SameSite = SameSiteMode.Lax,
            MaxAge = LanguageLife,
        });
        return new SeeOther(LocalPath.Of(form["returnUrl"]));
    }
}
