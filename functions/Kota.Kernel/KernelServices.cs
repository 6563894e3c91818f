using Kota.Kernel.DeadLetters;
using Kota.Kernel.Delivery;
using Kota.Kernel.Http;
using Kota.Kernel.Inbox;
using Kota.Kernel.Leasing;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;
using Kota.Kernel.Privacy;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Kota.Kernel;

/// <summary>Registers what every slice uses.</summary>
public static class KernelServices
{
    /// <summary>Storage, clock, secrets, HTTP pipeline and outbox. The host adds an <see cref="IMessageSender"/>.</summary>
    public static IServiceCollection AddKotaKernel(this IServiceCollection services)
    {
        services.AddOptions<SecretOptions>().BindConfiguration(SecretOptions.Section)
            .Validate(SecretOptions.IsValid, "Kota:Security:Pepper needs at least 32 bytes and Kota:Security:CityKey exactly 32, both in Base64.")
            .ValidateOnStart();
        services.AddOptions<GuestLimitOptions>().BindConfiguration(GuestLimitOptions.Section)
            .Validate(GuestLimitOptions.IsValid, "Kota:GuestLimits needs a Burst and a PerMinute above 0, and 0 to 9 Proxies.")
            .ValidateOnStart();
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section)
            .Validate(MailOptions.IsValid, "Kota:Mail needs an address in From and a Port of 1 to 65535.")
            .Validate<IConfiguration>(
                (options, settings) => MailOptions.HasSite(options, settings["AZURE_FUNCTIONS_ENVIRONMENT"] == "Development"),
                "Kota:Mail:Site needs the https address of the site, which links in mails, messages and stickers lead to.")
            .ValidateOnStart();
        services.AddOptions<TextGatewayOptions>().BindConfiguration(TextGatewayOptions.Section)
            .Validate(TextGatewayOptions.IsValid, "Kota:Gateway needs an https address in Url and a Secret of whsec_ and Base64, or no Url for off.")
            .ValidateOnStart();
        services.AddKotaHttpDefaults();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StoragePipeline>();
        services.AddSingleton<KotaStorage>();
        services.AddSingleton<StorageProvisioner>();
        services.AddSingleton<CityClock>();
        services.AddReferenceData();
        services.AddSingleton<Pepper>();
        services.AddSingleton(p => new FieldCipher(Convert.FromBase64String(p.GetRequiredService<IOptions<SecretOptions>>().Value.CityKey)));
        services.AddSingleton<GuestLimits>();
        services.AddSingleton<RequestPipeline>();
        services.AddSingleton<Mailer>().AddSingleton<WebhookClient>().AddSingleton<TextGateway>();
        services.AddSingleton<OutboxRelay>();
        services.AddSingleton<OutboxSweeper>();
        services.AddSingleton<ClaimCheck>();
        services.AddSingleton<InboxGuard>();
        services.AddSingleton<DeadLetterStore>();
        services.AddSingleton<BlobLeaser>();
        services.AddSingleton(new StorageLayout([InboxRow.TableName, DeadLetterRow.TableName], [], [ClaimCheck.Container, BlobLeaser.Container]));
        return services;
    }
}
