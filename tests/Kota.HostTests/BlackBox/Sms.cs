using System.Text;
using Kota.Kernel.Delivery;

namespace Kota.HostTests.BlackBox;

/// <summary>The city's SMS gateway, with the development secret.</summary>
internal static class Sms
{
    public const string Path = "/api/v1/intake/sms", Secret = "whsec_a290YSBkZXZlbG9wbWVudCBzbXMgc2VjcmV0IQ==";

    public static HttpRequestMessage Signed(string body, string id, DateTimeOffset at, string secret = Secret, string mediaType = "application/json")
    {
        var content = new StringContent(body, Encoding.UTF8, mediaType);
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = content };
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(secret, id, at, Encoding.UTF8.GetBytes(body)));
        return request;
    }
}
