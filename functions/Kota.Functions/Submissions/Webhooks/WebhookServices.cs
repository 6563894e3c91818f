using Kota.Kernel.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Submissions.Webhooks;

internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section);
        services.AddSingleton(new StorageLayout([HookRow.Table], [], []));
        services.AddSingleton<HookBook>().AddHostedService(p => p.GetRequiredService<HookBook>());
        return services.AddSingleton<HookSecrets>().AddSingleton<ManageHooks>().AddSingleton<PublicNotice>().AddSingleton<SendWebhooks>();
    }
}
