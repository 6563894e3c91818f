using Kota.Kernel.Delivery;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Sms;

/// <summary>What the city's SMS gateway calls.</summary>
public sealed class SmsFunctions(ReceiveSms receive)
{
    private const string Id = "!webhook-id: id of the message; repeats take effect once", Timestamp = "!webhook-timestamp: seconds since 1970, at most five minutes off",
        Signature = "!webhook-signature: v1 and the HMAC-SHA-256 of id.timestamp.body, as Standard Webhooks writes it";

    [Function("ReceiveSms")]
    [Api("the SMS gateway", "Take a short message as a submission to SAMBAT", Body = typeof(SmsMessage), Answer = typeof(SmsAnswer), Headers = [Id, Timestamp, Signature], Problems = [400, 401, 404, 413, 415, 422])]
    public Task<IResult> Receive([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/intake/sms")] HttpRequest request, CancellationToken ct) =>
        request.BindJson(json => receive.RunAsync(Delivery(request, json), ct), TypedResults.Ok, ct);

    private static SmsDelivery Delivery(HttpRequest request, ReadOnlyMemory<byte> json) => new(
        Header(request, WebhookSignature.IdHeader), Header(request, WebhookSignature.TimestampHeader), Header(request, WebhookSignature.SignatureHeader), json);

    private static string Header(HttpRequest request, string name) => request.Headers[name].ToString();
}
