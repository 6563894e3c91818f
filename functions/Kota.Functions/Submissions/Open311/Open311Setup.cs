using Kota.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Submissions.Open311;

internal static class Open311Setup
{
    public static IServiceCollection AddOpen311(this IServiceCollection services)
    {
        services.AddOptions<Open311Options>().BindConfiguration(Open311Options.Section)
            .Validate(Open311Options.IsValid, "Kota:Open311:Keys are the SHA-256 of each client's key, 64 hex digits.").ValidateOnStart();
        services.AddSingleton<IProblemPage, Open311Problems>();
        return services.AddSingleton<Open311Services>().AddSingleton<Open311Views>().AddSingleton<ListRequests>().AddSingleton<CreateRequest>();
    }
}
