using Kota.Functions.Identity;
using Kota.Kernel.Http;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

public sealed record SignInModel(IReadOnlyList<DemoPerson> People, string ReturnUrl);

/// <summary>Where people sign in. In Azure the platform answers the links; in development the demo people stand here.</summary>
public sealed class SignInScreen(PageFrame frame)
{
    public IResult Show(HttpRequest request) =>
        frame.Show<SignInPage, SignInModel>(request, new SignInModel(DemoPeople.All, LocalPath.Of(request.Query["returnUrl"])));
}
