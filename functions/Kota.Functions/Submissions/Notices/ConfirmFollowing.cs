using System.Globalization;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Ids;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Lets whoever reads an address say that they want news there. Looking does nothing: mail programs open links by themselves.</summary>
public sealed class ConfirmFollowing(UnsubscribeToken tokens, FollowerStore followers)
{
    /// <summary>A page with a button that does it.</summary>
    public Outcome<string> Ask(string token, CultureInfo language) => Read(token) is null ? Failure.NotFound() : NoticePage.With(language, "asking", "confirming");

    public async Task<Outcome<string>> RunAsync(string token, CultureInfo language, CancellationToken ct) =>
        Read(token) is var (id, hash) && await followers.ConfirmAsync(id, hash, ct) ? NoticePage.With(language, "confirmed", null) : Failure.NotFound();

    private (string Id, string Hash)? Read(string token) =>
        tokens.Read(token) is ({ } of, { } hash) && TrackingId.TryParse(of, out var id) ? (id, hash) : null;
}
