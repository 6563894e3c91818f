using System.Net;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Kota.EmbeddedHost;
using Kota.EmbeddedHost.Settings;
using Kota.Kernel.Tables;
using Kota.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.HostTests.Embedded;

public sealed class EmbeddedSettingsTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Later_sources_win_and_double_underscores_make_sections()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{ "IsEncrypted": false, "Values": { "A__B": "file", "A__C": "file", "KotaStorage": "file", "PATH": "file" } }""");
            var settings = AppSettings.Load(new EmbeddedHostOptions
            {
                StorageConnection = "given",
                LocalSettingsPath = file,
                Settings = new Dictionary<string, string?> { ["A__C"] = "option", ["A:D"] = "option" },
            });
            Assert.Equal(("file", "option", "option", "given"), (settings["A:B"], settings["A:C"], settings["A:D"], settings["KotaStorage"]));
            Assert.Equal(Environment.GetEnvironmentVariable("PATH"), settings["PATH"]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_sample_serves_until_there_is_a_local_file()
    {
        var settings = AppSettings.Load(new EmbeddedHostOptions { StorageConnection = "given" });
        Assert.Equal("dotnet-isolated", settings["FUNCTIONS_WORKER_RUNTIME"]);
        Assert.Equal("StorageQueue", settings["Kota:Messaging:Transport"]);
        Assert.Equal(32, Convert.FromBase64String(settings["Kota:Security:CityKey"]!).Length);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{ "Settings": {} }""")]
    [InlineData("""{ "Values": { "A": 1 } }""")]
    public void A_local_file_that_cannot_be_read_is_named(string content)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, content);
            var refusal = Assert.Throws<InvalidOperationException>(() => AppSettings.Load(new EmbeddedHostOptions { StorageConnection = "given", LocalSettingsPath = file }));
            Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Host_json_is_the_workers_and_single_values_are_overridden_by_settings()
    {
        var (values, _) = HostJson.Read(null, new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["AzureFunctionsJobHost:extensions:queues:batchSize"] = "3" }).Build());
        Assert.Equal("", values.RoutePrefix);
        Assert.Equal(
            new QueueSettings { BatchSize = 3, VisibilityTimeout = TimeSpan.FromSeconds(10), MaxPollingInterval = TimeSpan.FromSeconds(5) },
            values.Queues);
    }

    [Theory]
    [InlineData("batchSize", "33")]
    [InlineData("maxDequeueCount", "0")]
    [InlineData("messageEncoding", "utf7")]
    [InlineData("maxPollingInterval", "00:00:00")]
    [InlineData("visibilityTimeout", "8.00:00:00")]
    public void Host_json_beyond_the_real_hosts_limits_is_refused(string name, string value)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"AzureFunctionsJobHost:extensions:queues:{name}"] = value }).Build();
        Assert.Contains($"queues.{name}", Assert.Throws<InvalidOperationException>(() => HostJson.Read(null, settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_transport_than_storage_queues_is_refused() => Assert.Contains(
        "StorageQueue only",
        Assert.Throws<InvalidOperationException>(() => EmbeddedHostBuilder.Build(new EmbeddedHostOptions
        {
            StorageConnection = "UseDevelopmentStorage=true",
            Settings = TestHost.Settings(("Kota:Messaging:Transport", "ServiceBus")),
        })).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task A_route_prefix_stands_before_every_route()
    {
        await using var host = await TestHost.StartAsync(azurite.NewAccount(), settings: ("AzureFunctionsJobHost__extensions__http__routePrefix", "api"));
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/api/union/ani", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/union/ani", Ct)).StatusCode);
    }

    [Fact]
    public async Task Storage_is_made_before_the_host_serves_also_for_triggers()
    {
        var account = azurite.NewAccount();
        await using var host = await TestHost.StartAsync(
            account, services: all => all.AddSingleton(new StorageLayout(["Things"], ["layout-queue"], [])));
        var queues = await new QueueServiceClient(account).GetQueuesAsync(cancellationToken: Ct).Select(q => q.Name).ToListAsync(Ct);
        Assert.Superset(
            new HashSet<string> { "layout-queue", "layout-queue-poison", "plain", "plain-poison", "failing", "failing-poison", "sb-test-events-second", "sb-test-events-second-poison" },
            queues.ToHashSet());
        Assert.DoesNotContain("failing-poison-poison", queues);
        Assert.Contains(await new TableServiceClient(account).QueryAsync(cancellationToken: Ct).Select(t => t.Name).ToListAsync(Ct), t => t == "Things");
    }

    [Fact]
    public async Task Without_the_setting_nothing_is_made()
    {
        var account = azurite.NewAccount();
        await using var host = await TestHost.StartAsync(account, settings: [("Kota__Storage__Create", "false"), ("Kota__Security__Caller", "")]);
        Assert.Empty(await new QueueServiceClient(account).GetQueuesAsync(cancellationToken: Ct).ToListAsync(Ct));
    }
}
