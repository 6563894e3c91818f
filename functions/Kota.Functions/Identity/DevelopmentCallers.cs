using System.Security.Cryptography;
using System.Text;
using Kota.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Kota.Functions.Identity;

/// <summary>Sign-in for development: a cookie that names a demo person, under our HMAC. Exists only with Caller=Development.</summary>
public sealed class DevelopmentCallers(Subjects subjects, Pepper pepper) : ICallerSource
{
    private const string Cookie = "kota_dev";

    public async ValueTask<Caller> FindAsync(HttpContext http) =>
        PersonOf(http.Request) is { } person ? await subjects.FindAsync(person.Subject, http.RequestAborted) : Caller.Guest;

    /// <summary>The demo person who is signed in, if one is.</summary>
    public DemoPerson? PersonOf(HttpRequest request)
    {
        if (request.Cookies[Cookie]?.Split('.') is not [var code, var mac])
            return null;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(mac), Encoding.ASCII.GetBytes(Mac(code))) ? DemoPeople.Find(code) : null;
    }

    public void SignIn(HttpResponse response, DemoPerson person) =>
        response.Cookies.Append(Cookie, $"{person.Code}.{Mac(person.Code)}", new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax });

    public static void SignOut(HttpResponse response) => response.Cookies.Delete(Cookie);

    /// <summary>Enters the demo people in the Subjects table.</summary>
    public Task EnterAsync(CancellationToken ct) => Task.WhenAll(
        DemoPeople.All.Select(p => subjects.EnterAsync(SubjectRow.For(p.Subject, p.Roles, p.Agency, p.Kelurahan, demo: true), ct)));

    private string Mac(string code) => Convert.ToHexStringLower(pepper.Hash("dev-sign-in", code));
}

/// <summary>Enters the demo people when the host starts, where development sign-in is on.</summary>
internal sealed class EnterDemoPeople(DevelopmentCallers? callers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => callers?.EnterAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
