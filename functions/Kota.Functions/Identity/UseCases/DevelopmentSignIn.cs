using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Identity.UseCases;

/// <summary>A wish to be a demo person.</summary>
/// <param name="Person">Code of the person.</param>
/// <param name="ReturnUrl">Page of this site to go to; only from forms.</param>
public sealed record SignInRequest(string Person, string? ReturnUrl = null);

/// <summary>Sign-in without a password, where the setting allows it; elsewhere it is as if it did not exist.</summary>
public sealed class DevelopmentSignIn(ICallerSource callers, WhoAmI whoAmI)
{
    private readonly DevelopmentCallers? development = callers as DevelopmentCallers;

    public bool IsEnabled => development is not null;

    public Outcome<T> WhenEnabled<T>(Func<Outcome<T>> run) => IsEnabled ? run() : Failure.NotFound();

    public async Task<Outcome<IResult>> RunAsync(HttpRequest request, CancellationToken ct)
    {
        if (development is null)
            return Failure.NotFound();
        if (!(await ReadAsync(request, ct)).Succeeded(out var wish, out var failure))
            return failure;
        if (DemoPeople.Find(wish.Person) is not { } person)
            return Failure.Invalid("/person", "person-unknown");
        development.SignIn(request.HttpContext.Response, person);
        return request.HasFormContentType
            ? new SeeOther(LocalPath.Of(wish.ReturnUrl))
            : whoAmI.Handle(new Caller(person.Subject, person.Roles.ToHashSet(), person.Agency, person.Kelurahan)).Map<IResult>(TypedResults.Ok);
    }

    public Outcome<IResult> Out(HttpRequest request)
    {
        if (development is null)
            return Failure.NotFound();
        DevelopmentCallers.SignOut(request.HttpContext.Response);
        return new SeeOther("/");
    }

    private static async Task<Outcome<SignInRequest>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
            return await JsonBody.ReadAsync<SignInRequest>(request, ct);
        return (await FormBody.ReadAsync(request, ct)).Map(form => new SignInRequest(form["person"].ToString(), form["returnUrl"]));
    }
}
