using Kota.Kernel.Http;
using Kota.Portal.Forms;
using Kota.Portal.Maps;
using Kota.Portal.Offline;
using Kota.Portal.Rendering;
using Kota.Portal.Screens;
using Kota.Portal.Screens.Admin;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Portal;

/// <summary>Registers the pages, alike for both hosts.</summary>
public static class PortalServices
{
    /// <summary>Razor components, the frame around every page, and what each screen needs.</summary>
    public static IServiceCollection AddKotaPortal(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddOptions<MapOptions>().BindConfiguration(MapOptions.Section)
            .Validate(o => o.IsValid, "Kota:Maps:Tiles: an https address with {z}, {x} and {y} is needed.").ValidateOnStart();
        services.AddSingleton<MapTiles>().AddSingleton<AssetStore>().AddSingleton<PageFrame>().AddSingleton<IProblemPage>(p => p.GetRequiredService<PageFrame>());
        services.AddSingleton<FormFields>().AddSingleton<CaseModels>().AddSingleton<ReportModels>().AddSingleton<Templates>();
        services.AddSingleton<HomeScreen>().AddSingleton<ReportScreen>().AddSingleton<SimilarScreen>().AddSingleton<TrackScreen>();
        services.AddSingleton<CaseScreen>().AddSingleton<ListScreen>().AddSingleton<SignInScreen>().AddSingleton<LeagueScreen>().AddSingleton<StickerScreen>();
        services.AddSingleton<CatalogueScreen>().AddSingleton<RuleTables>().AddSingleton<RulesScreen>().AddSingleton<HolidaysScreen>().AddSingleton<DeadLettersScreen>();
        services.AddSingleton<PeopleScreen>().AddSingleton<ContactScreen>().AddSingleton<StickersScreen>().AddSingleton<ReportsScreen>().AddSingleton<FiguresScreen>();
        services.AddSingleton<InboxScreen>().AddSingleton<BulkForms>().AddSingleton<BulkScreen>().AddSingleton<CaseTrails>();
        services.AddSingleton<ComponentScreen>().AddSingleton<OfflineScreen>().AddSingleton<WorkerScript>();
        return services;
    }
}
