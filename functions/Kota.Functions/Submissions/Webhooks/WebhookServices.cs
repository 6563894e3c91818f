using Kota.Kernel.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Submissions.Webhooks;

internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section);
        services.AddSingleton(new StorageLayout([HookRow.Table], [], []));
        return services.AddSingleton<HookBook>().AddSingleton<HookSecrets>().AddSingleton<ManageHooks>().AddSingleton<PublicNotice>().AddSingleton<SendWebhooks>();
    }
}
