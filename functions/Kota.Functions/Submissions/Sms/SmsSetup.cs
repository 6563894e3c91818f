using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Submissions.Sms;

internal static class SmsSetup
{
    public static IServiceCollection AddSms(this IServiceCollection services)
    {
        services.AddOptions<SmsOptions>().BindConfiguration(SmsOptions.Section)
            .Validate(SmsOptions.IsValid, "Kota:Sms:Secret is whsec_ and the Base64 of 24 to 64 bytes, or empty for off.").ValidateOnStart();
        return services.AddSingleton<SmsLimits>().AddSingleton<ReceiveSms>();
    }
}
