using Kota.Functions.Identity.UseCases;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Identity;

/// <summary>Registers the slice. The setting Kota:Security:Caller decides how callers are known.</summary>
internal static class IdentitySlice
{
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton(new StorageLayout([SubjectRow.Table], [], []));
        services.AddSingleton<Subjects>().AddSingleton<ManagePeople>().AddSingleton<WhoAmI>().AddSingleton<DevelopmentSignIn>();
        services.AddSingleton<ICallerSource>(p => p.GetRequiredService<IOptions<SecretOptions>>().Value.Caller switch
        {
            "Development" when IsDevelopment(p.GetRequiredService<IConfiguration>()) => ActivatorUtilities.CreateInstance<DevelopmentCallers>(p),
            "EasyAuth" => ActivatorUtilities.CreateInstance<EasyAuthCallers>(p),
            _ => new NoCallers(),
        });
        services.AddHostedService<EnterFirstAdmin>();
        services.AddHostedService(p => new EnterDemoPeople(p.GetRequiredService<ICallerSource>() as DevelopmentCallers));
        return services;
    }

    // Both must say so: a production app whose caller setting is wrong must not open a door without a lock.
    private static bool IsDevelopment(IConfiguration configuration) => configuration["AZURE_FUNCTIONS_ENVIRONMENT"] == "Development";
}
