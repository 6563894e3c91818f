using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Kota.Kernel.Http;
using Kota.Kernel.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kota.Functions.Submissions.Views;

/// <summary>Public submissions as an Atom feed (RFC 4287), for readers and for other systems that follow a place or an agency.</summary>
internal static class AtomFeed
{
    public const string ContentType = "application/atom+xml";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The feed, or 304 for a reader that has it already.</summary>
    public static IResult Of(HttpRequest request, IReadOnlyList<PublicSummary> items)
    {
        var home = $"{request.Scheme}://{request.Host}";
        var bytes = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + Feed(request, home, items));
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=60";
        request.HttpContext.Response.Headers.Vary = "Accept-Language, Cookie";
        return TypedResults.Bytes(
            bytes, ContentType + "; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\""));
    }

    private static XElement Feed(HttpRequest request, string home, IReadOnlyList<PublicSummary> items)
    {
        var self = home + request.Path + request.QueryString;
        var updated = items.Count == 0 ? DateTimeOffset.UnixEpoch : items.Max(i => i.ChangedAt);
        return new XElement(
            Atom + "feed",
            new XElement(Atom + "id", self),
            new XElement(Atom + "title", Texts.Get("feed-title", request.Language())),
            new XElement(Atom + "updated", XmlConvert.ToString(updated)),
            new XElement(Atom + "author", new XElement(Atom + "name", "Kota Malang")),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("href", self)),
            items.Select(i => Entry(home, i)));
    }

    private static XElement Entry(string home, PublicSummary item) => new(
        Atom + "entry",
        new XElement(Atom + "id", home + item.Url),
        new XElement(Atom + "title", XmlText.Clean($"{item.State.Name}: {item.Title ?? item.Category?.Name ?? item.Service.Name}")),
        new XElement(Atom + "published", XmlConvert.ToString(item.CreatedAt)),
        new XElement(Atom + "updated", XmlConvert.ToString(item.ChangedAt)),
        new XElement(Atom + "link", new XAttribute("href", home + item.Url)),
        item.Category is { } category ? new XElement(Atom + "category", new XAttribute("term", category.Code), new XAttribute("label", category.Name)) : null,
        new XElement(Atom + "summary", XmlText.Clean($"{item.Agency.Name}. {item.Description}")));
}
