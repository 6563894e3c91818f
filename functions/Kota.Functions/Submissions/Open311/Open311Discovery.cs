using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.Open311;

/// <summary>Says where the interface is: Open311's service discovery.</summary>
internal static class Open311Discovery
{
    // When the interface last changed: clients keep the document until then.
    private static readonly DateTimeOffset Changed = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    public static Open311Document Of(HttpRequest request)
    {
        var home = $"{request.Scheme}://{request.Host}";
        var endpoint = new Open311Item(
            "endpoint",
            ("specification", "http://wiki.open311.org/GeoReport_v2"),
            ("url", home + "/open311/v2"),
            ("changeset", Changed),
            ("type", "production"),
            ("formats", new Open311List("format", ["application/json", "text/xml"])));
        return new Open311Document("discovery", [new Open311Item(
            "discovery", ("changeset", Changed), ("contact", home + "/layanan/sambat"), ("key_service", home + "/docs"),
            ("endpoints", new Open311List("endpoint", [endpoint])))], IsSingle: true);
    }
}
