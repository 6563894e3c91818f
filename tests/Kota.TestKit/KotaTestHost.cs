using System.Net;
using System.Reflection;
using Kota.EmbeddedHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kota.TestKit;

/// <summary>What a test changes about its host.</summary>
public sealed record KotaTestHostOptions
{
    /// <summary>What the clock says at first: a Tuesday, 09:00 in Malang, no holiday near.</summary>
    public DateTimeOffset Now { get; init; } = new(2026, 2, 3, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Whether triggers run by themselves, on the real clock, instead of by <see cref="KotaTestHost.DrainAsync"/>.</summary>
    public bool RunTriggers { get; init; }

    /// <summary>App settings over those of the sample.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Assemblies whose functions run; the product's when null.</summary>
    public IReadOnlyList<Assembly>? FunctionAssemblies { get; init; }

    /// <summary>A host.json of the test's own.</summary>
    public string? HostJsonPath { get; init; }

    /// <summary>The last word on services.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>Whether the test causes errors on purpose.</summary>
    public bool AllowErrors { get; init; }
}

/// <summary>
/// The embedded host in this process, on a free port, over a storage account, under a clock that stands still. Disposing it fails
/// the test if the product logged an error.
/// </summary>
public sealed class KotaTestHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly KotaTestHostOptions options;
    private readonly List<HttpClient> clients = [];

    private KotaTestHost(WebApplication app, KotaTestHostOptions options, string storage, FakeTimeProvider clock, LogCollector logs)
    {
        this.app = app;
        this.options = options;
        StorageConnection = storage;
        Clock = clock;
        Logs = logs;
        Address = new Uri(app.Urls.First());
        Client = NewClient();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>A client without cookies that follows no redirect.</summary>
    public HttpClient Client { get; }

    /// <summary>The clock of the product.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>What the product has logged so far.</summary>
    public LogCollector Logs { get; }

    /// <summary>Connection string of its storage account.</summary>
    public string StorageConnection { get; }

    /// <summary>The product's services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>A host over a fresh account.</summary>
    public static Task<KotaTestHost> StartAsync(AzuriteFixture azurite, KotaTestHostOptions? options = null) => StartAsync(azurite.NewAccount(), options);

    /// <summary>A host over an account that may have data.</summary>
    public static async Task<KotaTestHost> StartAsync(string storage, KotaTestHostOptions? options = null)
    {
        options ??= new KotaTestHostOptions();
        var clock = new FakeTimeProvider(options.Now);
        var logs = new LogCollector();
        var host = new EmbeddedHostOptions { StorageConnection = storage };
        var app = EmbeddedHostBuilder.Build(new EmbeddedHostOptions
        {
            Urls = "http://127.0.0.1:0",
            StorageConnection = storage,
            FunctionAssemblies = options.FunctionAssemblies ?? host.FunctionAssemblies,
            Settings = new Dictionary<string, string?>(options.Settings)
            {
                ["Kota__Mail__Folder"] = options.Settings.GetValueOrDefault("Kota__Mail__Folder") ?? "",
                ["Kota__Hotspots__Demo"] = options.Settings.GetValueOrDefault("Kota__Hotspots__Demo") ?? "false",
                ["Kota__Notices__DemoContacts"] = options.Settings.GetValueOrDefault("Kota__Notices__DemoContacts") ?? "false",
            },
            HostJsonPath = options.HostJsonPath,
            RunTriggers = options.RunTriggers,
            ConfigureServices = services =>
            {
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                services.AddLogging(logging => logging.ClearProviders().AddProvider(logs));
                options.ConfigureServices?.Invoke(services);
            },
        });
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new KotaTestHost(app, options, storage, clock, logs);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>A further client, with cookies of its own if asked.</summary>
    public HttpClient NewClient(bool cookies = false)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = Address,
        };
        clients.Add(client);
        return client;
    }

    /// <summary>Runs queue and topic triggers until nothing waits.</summary>
    public Task DrainAsync() => Services.GetRequiredService<TriggerDrain>().DrainAsync(TestContext.Current.CancellationToken);

    /// <summary>Runs one timer function now, then drains.</summary>
    public async Task RunTimerAsync(string function)
    {
        await Services.GetRequiredService<TriggerDrain>().RunTimerAsync(function, TestContext.Current.CancellationToken);
        await DrainAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        if (!options.AllowErrors && Logs.Errors is [_, ..] entries)
            Assert.Fail("The product logged errors:\n" + string.Join('\n', entries));
    }
}
