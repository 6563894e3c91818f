using Kota.Functions.Submissions.Webhooks;
using Kota.Kernel.Delivery;

namespace Kota.Functions.Submissions.Notices;

/// <summary>By which ways notices leave this city.</summary>
public sealed class NoticeWays(Mailer mailer, TextGateway gateway, HookBook hooks)
{
    /// <summary>Whether there is any. Asked at each change, so it waits for no storage.</summary>
    public async ValueTask<bool> AnyAsync(CancellationToken ct) => mailer.IsOn || gateway.IsOn || await hooks.AnyAsync(ct);
}
