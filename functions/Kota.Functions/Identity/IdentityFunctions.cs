using Kota.Functions.Identity.UseCases;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Identity;

/// <summary>
/// Who am I, and sign-in for development. In Azure the platform answers below /.auth itself, before these functions are reached.
/// </summary>
public sealed class IdentityFunctions(WhoAmI whoAmI, DevelopmentSignIn signIn)
{
    [Function("WhoAmI")]
    [Api("everyone", "Who is signed in", Answer = typeof(Me))]
    public Task<IResult> Me([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me")] HttpRequest request) =>
        Task.FromResult(whoAmI.Handle(request.Caller()).ToResult(me => TypedResults.Ok(me)));

    [Function("DevelopmentMe")]
    [Api("development only", "Who is signed in, where the platform does not answer", Answer = typeof(Me), Problems = [404])]
    public Task<IResult> DevelopmentMe([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".auth/me")] HttpRequest request) =>
        Task.FromResult(signIn.WhenEnabled(() => whoAmI.Handle(request.Caller())).ToResult(me => TypedResults.Ok(me)));

    [Function("DevelopmentPeople")]
    [Api("development only", "Demo people who can sign in", Answer = typeof(IReadOnlyList<DemoPerson>), Problems = [404])]
    public Task<IResult> People([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".auth/people")] HttpRequest request) =>
        Task.FromResult(signIn.WhenEnabled(() => (Outcome<IReadOnlyList<DemoPerson>>)DemoPeople.All.ToList()).ToResult(p => TypedResults.Ok(p)));

    [Function("DevelopmentSignIn")]
    [Api("development only", "Sign in as a demo person", Body = typeof(SignInRequest), BodyTypes = ["application/json", "application/x-www-form-urlencoded"], Answer = typeof(Me), Problems = [400, 404, 415])]
    public async Task<IResult> SignIn([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ".auth/login/dev")] HttpRequest request, CancellationToken ct) =>
        (await signIn.RunAsync(request, ct)).ToResult(answer => answer);

    [Function("DevelopmentSignOut")]
    [Api("development only", "Sign out", Success = 303, Problems = [404])]
    public Task<IResult> SignOut([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = ".auth/logout")] HttpRequest request) =>
        Task.FromResult(signIn.Out(request).ToResult(answer => answer));
}
