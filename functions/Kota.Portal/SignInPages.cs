using Kota.Kernel.Http;
using Kota.Portal.Screens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Portal;

/// <summary>The page on which people sign in.</summary>
public sealed class SignInPages(SignInScreen screen)
{
    [Function("PageSignIn")]
    [Api("everyone", "Sign-in page", AnswerType = "text/html", Query = ["returnUrl: path of this site to go to afterwards"])]
    public Task<IResult> SignIn([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "masuk")] HttpRequest request) =>
        Task.FromResult(screen.Show(request));
}
