using Kota.EmbeddedHost;
using Kota.Kernel.Messaging;
using Kota.Kernel.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.HostTests.Embedded;

/// <summary>An embedded host that runs the functions of this assembly.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestHost(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public Seen Seen => Services.GetRequiredService<Seen>();

    public KotaStorage Storage => Services.GetRequiredService<KotaStorage>();

    public TriggerDrain Drain => Services.GetRequiredService<TriggerDrain>();

    public static async Task<TestHost> StartAsync(
        string account, bool runTriggers = false, TimeProvider? time = null, Action<IServiceCollection>? services = null, params (string Key, string? Value)[] settings)
    {
        var app = EmbeddedHostBuilder.Build(new EmbeddedHostOptions
        {
            Urls = "http://127.0.0.1:0",
            StorageConnection = account,
            FunctionAssemblies = [typeof(TestHost).Assembly],
            RunTriggers = runTriggers,
            Settings = Settings(settings),
            ConfigureServices = all =>
            {
                all.AddSingleton<Seen>().AddScoped<Scoped>();
                if (time is not null)
                    all.AddSingleton(time);
                services?.Invoke(all);
            },
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestHost(app);
    }

    public static Dictionary<string, string?> Settings(params (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["NamedQueue"] = "named",
            ["HourlySchedule"] = "0 0 * * * *",
            ["AzureWebJobs.SwitchedOff.Disabled"] = "true",
            ["AzureWebJobs.Off.Disabled"] = "1",
            ["AzureFunctionsJobHost__logging__logLevel__default"] = "None",
            ["AzureFunctionsJobHost__logging__logLevel__Microsoft.Hosting.Lifetime"] = "None",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        return all;
    }

    public Task SendAsync(string queue, string body) => Services.GetRequiredService<IMessageSender>().SendAsync(Destination.Queue(queue), "id", body, default);

    public async Task<int> CountAsync(string queue) => (await Storage.Queue(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
