using System.Text.Json;
using System.Text.Json.Nodes;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Delivery;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Kernel.Text;
using Kota.Kernel.Validation;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Submissions.Sms;

/// <summary>The headers and the body of a webhook as they came.</summary>
public sealed record SmsDelivery(string Id, string Timestamp, string Signatures, ReadOnlyMemory<byte> Body);

/// <summary>A short message as the city's gateway passes it on.</summary>
/// <param name="From">Number of the sender.</param>
/// <param name="Text">The message, <c>SAMBAT …</c>.</param>
public sealed record SmsMessage(string From, string Text);

/// <summary>What the gateway sends back.</summary>
/// <param name="Reply">At most 160 characters of the GSM alphabet, in Indonesian.</param>
/// <param name="Id">Tracking id; null when nothing was taken.</param>
public sealed record SmsAnswer(string Reply, string? Id = null);

/// <summary>Takes a short message as a submission to SAMBAT. The id of the webhook is the idempotency key.</summary>
public sealed class ReceiveSms(ServiceCatalogue catalogue, Submit submit, SmsLimits limits, Mailer mailer, IOptions<SmsOptions> options, TimeProvider time)
{
    private const string Service = "sambat", Category = "other";
    private const int LongestReply = 160;

    public async Task<Outcome<SmsAnswer>> RunAsync(SmsDelivery delivery, CancellationToken ct)
    {
        if (Refusal(delivery) is { } refused)
            return refused;
        if (!JsonBody.Parse<SmsMessage>(delivery.Body.Span).Succeeded(out var message, out var failure))
            return failure;
        if (!Phone.TryNormalise(message.From.Trim(), out var number))
            return Failure.Invalid("/from", "phone-form");
        var fields = catalogue.Get(Service).Fields.ToDictionary(f => f.Name);
        var shortest = fields["description"].MinLength ?? 1;
        if (SmsText.ReportIn(message.Text) is not { } report || SmsText.Letters(report) < shortest)
            return new SmsAnswer(Say("sms-format", shortest));

        // A guest's key is a UUID, so that none of theirs can be one of these, whatever ids the gateway gives.
        var (caller, key) = (Caller.Guest with { Network = "sms " + number }, "sms " + delivery.Id);
        if (!await submit.IsThereAsync(Service, key, caller, ct) && !limits.Take(number))
            return new SmsAnswer(Say("sms-too-many", SmsLimits.PerHour));
        var title = SmsText.TitleOf(report, fields["title"].MinLength ?? 1, fields["title"].MaxLength ?? int.MaxValue);
        var body = new JsonObject { ["category"] = Category, ["fields"] = new JsonObject { ["title"] = title, ["description"] = report, ["phone"] = number } };
        var incoming = new Incoming(JsonSerializer.SerializeToUtf8Bytes(body, JsonBody.Options), null, []);
        var sent = await submit.RunAsync(new SubmitRequest(Service, incoming, key, Channel: Channels.Sms), caller, ct);
        return sent.Succeeded(out var submitted, out failure) ? new SmsAnswer(Received(submitted.Receipt), submitted.Receipt.Id)
            : failure.Kind == FailureKind.TooMany ? new SmsAnswer(Say("sms-too-many", SmsLimits.PerHour))
            : Named(failure);
    }

    private Failure? Refusal(SmsDelivery delivery)
    {
        if (!options.Value.IsOn)
            return Failure.NotFound();
        return WebhookSignature.Verify(options.Value.Secret!, delivery.Id, delivery.Timestamp, delivery.Signatures, delivery.Body.Span, time.GetUtcNow()) switch
        {
            WebhookVerdict.Valid => null,
            WebhookVerdict.Stale => Failure.Unauthenticated("webhook-stale") with { Args = [(int)WebhookSignature.Tolerance.TotalMinutes] },
            _ => Failure.Unauthenticated("webhook-signature"),
        };
    }

    // The address is left out where it does not fit: a second message costs the city as much as the first.
    private string Received(Receipt receipt)
    {
        var text = Say("sms-received", receipt.Id, receipt.Pin!);
        var longer = $"{text} {Say("sms-track", mailer.Site("/lacak").AbsoluteUri)}";
        return longer.Length <= LongestReply ? longer : text;
    }

    private static string Say(string code, params object[] args) => Texts.Get(code, Languages.Indonesian, args);

    // Where an error of the submission stands in the message.
    private static Failure Named(Failure failure) => failure with
    {
        Errors = [.. failure.Errors.Select(e => e with { Pointer = e.Pointer == "/fields/phone" ? "/from" : "/text" })],
    };
}
