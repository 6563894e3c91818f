namespace Kota.EmbeddedHost;

/// <summary>Builds the host that runs the functions where there is no Azure Functions host.</summary>
public static class EmbeddedHostBuilder
{
    /// <summary>A host that is ready to start.</summary>
    /// <exception cref="InvalidOperationException">A function or a setting is not one that both hosts can run; the message is one sentence.</exception>
    public static WebApplication Build(EmbeddedHostOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls);
        options.ConfigureServices?.Invoke(builder.Services);
        return builder.Build();
    }
}
