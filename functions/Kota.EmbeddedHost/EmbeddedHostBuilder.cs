using System.Text.Json;
using Kota.EmbeddedHost.Admin;
using Kota.EmbeddedHost.Catalog;
using Kota.EmbeddedHost.Http;
using Kota.EmbeddedHost.Settings;
using Kota.Functions;
using Kota.Kernel.Http;
using Kota.Portal;

namespace Kota.EmbeddedHost;

/// <summary>Builds the host that runs the functions where there is no Azure Functions host.</summary>
public static class EmbeddedHostBuilder
{
    /// <summary>A host that is ready to start.</summary>
    /// <exception cref="InvalidOperationException">A function or a setting is not one that both hosts can run; the message is one sentence.</exception>
    public static WebApplication Build(EmbeddedHostOptions options)
    {
        var settings = AppSettings.Load(options);
        if (settings["Kota:Messaging:Transport"] is { Length: > 0 } transport and not "StorageQueue")
            throw new InvalidOperationException($"Kota:Messaging:Transport is {transport}, and the embedded host speaks StorageQueue only.");
        var (host, logging) = HostJson.Read(options.HostJsonPath, settings);
        var catalog = FunctionCatalog.Read(options.FunctionAssemblies, settings);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "Kota.EmbeddedHost",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = settings["AZURE_FUNCTIONS_ENVIRONMENT"] ?? Environments.Production,
        });
        builder.Configuration.AddConfiguration(settings, shouldDisposeConfiguration: true);
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestPipeline.MaxBodyBytes;
        });
        AddLogging(builder.Logging, logging);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(15));
        builder.Services.AddRouting();
        builder.Services.AddSingleton(options).AddSingleton(host);
        builder.Services.AddKota().AddKotaPortal().AddTriggers(catalog).AddTelemetry(settings);
        options.ConfigureServices?.Invoke(builder.Services);
        return WithPipeline(builder.Build(), catalog, host);
    }

    private static WebApplication WithPipeline(WebApplication app, FunctionCatalog catalog, HostJson host)
    {
        app.Use(RefusedBody.InvokeAsync);
        app.UseRouting();
        app.MapFunctions(catalog, host.RoutePrefix);
        AdminEndpoint.Map(app);
        app.Run(http => http.GetEndpoint()?.RequestDelegate is { } function ? function(http) : FunctionEndpoints.AnswerNotFoundAsync(http));
        return app;
    }

    private static void AddLogging(ILoggingBuilder builder, IConfigurationSection section) => builder
        .AddConfiguration(section)
        .Configure(o => o.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId)
        .AddJsonConsole(o =>
        {
            o.IncludeScopes = true;
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            o.JsonWriterOptions = new JsonWriterOptions { Indented = false };
        });
}
