using Kota.Kernel.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Submissions.Lapor;

internal static class LaporServices
{
    // The ministry's answers are short; one that is not, or does not come, is a failure like any other.
    private const int MaxAnswerBytes = 65_536;

    public static IServiceCollection AddLapor(this IServiceCollection services)
    {
        services.AddOptions<LaporOptions>().BindConfiguration(LaporOptions.Section)
            .Validate(LaporOptions.IsValid, "Kota:Lapor:Url must be an https address, or empty for off.").ValidateOnStart();
        services.AddSingleton(new StorageLayout([LaporRow.Table], [], []));
        services.AddHttpClient<ILapor, HttpLapor>(http =>
        {
            http.Timeout = TimeSpan.FromSeconds(10);
            http.MaxResponseContentBufferSize = MaxAnswerBytes;
        });
        return services.AddSingleton<LaporBook>().AddTransient<TellLapor>().AddTransient<HearLapor>();
    }
}
