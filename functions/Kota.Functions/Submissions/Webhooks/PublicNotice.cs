using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Delivery;
using Kota.Kernel.Tables;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Submissions.Webhooks;

/// <summary>Tells a webhook of a step: where a case stands, and nothing that its public page does not show.</summary>
public sealed class PublicNotice(HookBook book, HookSecrets secrets, ServiceCatalogue catalogue, WebhookClient client, Mailer mailer, IOptions<WebhookOptions> options)
{
    private const string Type = "submission.changed";

    private readonly WebhookReach reach = options.Value.AllowPrivate ? WebhookReach.Any : WebhookReach.Public;

    /// <param name="hook">Id of the webhook; one that was ended gets nothing.</param>
    /// <param name="id">Id of the notice.</param>
    /// <param name="stored">The submission; one that is hidden by now is not told of.</param>
    /// <param name="happened">The step.</param>
    /// <param name="ct">Cancels.</param>
    public async Task SendAsync(string hook, string id, Stored stored, SubmissionEvent happened, CancellationToken ct)
    {
        if (!stored.Submission.IsPublic || await book.FindAsync(hook, ct) is not { EndedAt: null } row)
            return;
        try
        {
            await client.PostAsync(new Webhook(id, new Uri(row.Url), secrets.Of(hook), Body(stored.Submission, happened)), reach, ct);
        }
        catch (WebhookGoneException)
        {
            await book.RemoveAsync(hook, ct);
        }
    }

    private string Body(Submission s, SubmissionEvent happened)
    {
        var service = catalogue.Get(s.Service);
        var data = new PublicStep(
            s.Id, happened.Seq, s.Service, Shows("category") ? s.Category : null, Shows("place") ? s.Place?.Kelurahan : null,
            happened.Action, happened.To, service.State(happened.To).Status == StateStatus.Closed, happened.Agency, mailer.Site($"/laporan/{s.Id}"));
        return StoredJson.Write(new { type = Type, timestamp = happened.At, data });

        bool Shows(string field) => service.PublicFields.Contains(field);
    }
}

/// <summary>Data of the webhook <c>submission.changed</c>.</summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Seq">Number of the step; they may arrive in any order.</param>
/// <param name="Service">Code.</param>
/// <param name="Category">Code, where the service shows it.</param>
/// <param name="Kelurahan">Code, where the service shows it.</param>
/// <param name="Action">What was done.</param>
/// <param name="State">State after it.</param>
/// <param name="Closed">Whether that is one of the end.</param>
/// <param name="Agency">Agency whose turn it is after it.</param>
/// <param name="Page">Its page.</param>
public sealed record PublicStep(string Id, int Seq, string Service, string? Category, string? Kelurahan, string Action, string State, bool Closed, string Agency, Uri Page);
