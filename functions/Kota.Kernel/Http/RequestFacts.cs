using System.Globalization;
using Kota.Kernel.Security;
using Kota.Kernel.Text;
using Microsoft.AspNetCore.Http;

namespace Kota.Kernel.Http;

/// <summary>What the pipeline found out about a request before the function ran.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Language">Language of texts in the answer.</param>
public sealed record RequestFacts(Caller Caller, CultureInfo Language);

/// <summary>Reads those facts off a request.</summary>
public static class RequestFactsExtensions
{
    /// <summary>Who calls; a guest when the pipeline did not run.</summary>
    public static Caller Caller(this HttpRequest request) => request.HttpContext.Features.Get<RequestFacts>()?.Caller ?? Security.Caller.Guest;

    /// <summary>Language of texts in the answer.</summary>
    public static CultureInfo Language(this HttpRequest request) =>
        request.HttpContext.Features.Get<RequestFacts>()?.Language ?? Languages.Indonesian;

    // Order: an explicit ?lang=, the cookie that the language switch sets, the browser's list, Indonesian.
    internal static CultureInfo ChooseLanguage(HttpRequest request)
    {
        if (Languages.Find(request.Query["lang"]) is { } asked)
            return asked;
        if (Languages.Find(request.Cookies["kota_lang"]) is { } chosen)
            return chosen;
        foreach (var entry in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
        {
            if (Languages.Find(entry.Value.Value) is { } accepted)
                return accepted;
        }

        return Languages.Indonesian;
    }
}
