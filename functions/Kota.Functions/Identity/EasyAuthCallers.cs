using System.Buffers.Text;
using System.Text.Json;
using Kota.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Kota.Functions.Identity;

/// <summary>
/// Callers as App Service Authentication names them. Its header is believed only when the platform says that it stands in
/// front (WEBSITE_AUTH_ENABLED); otherwise anybody could send it. Roles come from the Subjects table, never from claims.
/// https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
/// </summary>
public sealed class EasyAuthCallers(Subjects subjects, IConfiguration configuration) : ICallerSource
{
    private const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL";
    private const int MaxHeader = 16_384;

    private static readonly string[] IdClaims =
        ["http://schemas.microsoft.com/identity/claims/objectidentifier", "oid", "sub", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier"];

    private readonly bool isInFront = string.Equals(configuration["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase);

    public async ValueTask<Caller> FindAsync(HttpContext http)
    {
        var header = http.Request.Headers[PrincipalHeader].ToString();
        return isInFront && Read(header) is var (provider, id) ? await subjects.FindAsync(Caller.SubjectOf(provider, id), http.RequestAborted) : Caller.Guest;
    }

    private static (string Provider, string Id)? Read(string header)
    {
        if (header.Length is 0 or > MaxHeader || !Base64.IsValid(header))
            return null;
        try
        {
            using var principal = JsonDocument.Parse(Convert.FromBase64String(header));
            var provider = principal.RootElement.GetProperty("auth_typ").GetString();
            var claims = principal.RootElement.GetProperty("claims").EnumerateArray().ToList();
            var id = IdClaims.Select(type => claims.Find(c => c.GetProperty("typ").GetString() == type))
                .Where(c => c.ValueKind == JsonValueKind.Object).Select(c => c.GetProperty("val").GetString()).FirstOrDefault();
            return provider is { Length: > 0 } && id is { Length: > 0 } ? (provider, id) : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>Without a setting that says how callers are known, nobody is.</summary>
public sealed class NoCallers : ICallerSource
{
    public ValueTask<Caller> FindAsync(HttpContext http) => ValueTask.FromResult(Caller.Guest);
}
