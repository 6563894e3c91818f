using Kota.Kernel.Http;
using Kota.Portal.Forms;
using Kota.Portal.Rendering;
using Kota.Portal.Screens;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Portal;

/// <summary>Registers the pages, alike for both hosts.</summary>
public static class PortalServices
{
    /// <summary>Razor components, the frame around every page, and what each screen needs.</summary>
    public static IServiceCollection AddKotaPortal(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<AssetStore>().AddSingleton<PageFrame>().AddSingleton<IProblemPage>(p => p.GetRequiredService<PageFrame>());
        services.AddSingleton<FormFields>().AddSingleton<CaseModels>();
        services.AddSingleton<HomeScreen>().AddSingleton<ReportScreen>().AddSingleton<SimilarScreen>().AddSingleton<TrackScreen>();
        services.AddSingleton<CaseScreen>().AddSingleton<ListScreen>().AddSingleton<SignInScreen>().AddSingleton<LeagueScreen>().AddSingleton<StickerScreen>();
        services.AddSingleton<ComponentScreen>();
        return services;
    }
}
