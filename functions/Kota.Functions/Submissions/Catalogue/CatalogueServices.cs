using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Submissions.Catalogue;

public sealed class CatalogueOptions
{
    public const string Section = "Kota:Services";

    /// <summary>Folder whose *.json files are services beside the built-in ones; null for none.</summary>
    public string? Folder { get; set; }
}

public static class CatalogueServices
{
    /// <summary>The catalogue, checked before the host takes its first request.</summary>
    public static IServiceCollection AddCatalogue(this IServiceCollection services, Func<IServiceProvider, IReadOnlySet<string>> agencies)
    {
        services.AddOptions<CatalogueOptions>().BindConfiguration(CatalogueOptions.Section);
        services.AddSingleton(provider =>
        {
            var folder = provider.GetRequiredService<IOptions<CatalogueOptions>>().Value.Folder;
            var files = ServiceFile.Embedded().Concat(string.IsNullOrWhiteSpace(folder) ? [] : ServiceFile.InFolder(folder));
            return ServiceCatalogue.Load(files, agencies(provider));
        });
        return services.AddHostedService<LoadAtStart>();
    }

    private sealed class LoadAtStart(IServiceProvider provider) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken)
        {
            provider.GetRequiredService<ServiceCatalogue>();
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
