using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Kota.EmbeddedHost.Azurite;
using Kota.TestKit;

namespace Kota.HostTests.Local;

/// <summary>The first command, as a person at a terminal meets it.</summary>
public sealed partial class LocalRunTests(AzuriteFixture azurite) : IDisposable
{
    private const string AnyPort = "http://127.0.0.1:0";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kota-local-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Interrupt_ends_with_code_0_and_takes_storage_along()
    {
        await using var host = KotaProcess.Start(["--memory", "--urls", AnyPort]);
        await host.ReadyAsync();
        var ports = StoragePorts(host);

        Assert.Equal(0, await host.InterruptAsync());

        Assert.All(ports, p => Assert.True(PortProbe.IsFree(p)));
        Assert.Equal("", host.Error);
    }

    [Fact]
    public async Task Killing_the_host_leaves_no_storage_process_behind()
    {
        await using var host = KotaProcess.Start(["--memory", "--urls", AnyPort]);
        await host.ReadyAsync();
        var ports = StoragePorts(host);
        Assert.All(ports, p => Assert.False(PortProbe.IsFree(p)));

        await host.KillAsync();

        await Eventually.TrueAsync(() => ports.All(PortProbe.IsFree), "the ports of storage are free");
    }

    [Fact]
    public async Task Data_is_kept_from_one_run_to_the_next_even_past_a_kill()
    {
        string[] arguments = ["--data", folder.FullName, "--storage-port", "0", "--urls", AnyPort];
        await using (var first = KotaProcess.Start(arguments))
        {
            await first.ReadyAsync();
            var storage = Connection(first);
            await new TableServiceClient(storage).CreateTableAsync("Kept", Ct);
            await new TableClient(storage, "Kept").AddEntityAsync(new TableEntity("p", "r"), Ct);
            Assert.Equal(0, await first.InterruptAsync());
        }

        await using (var second = KotaProcess.Start(arguments))
        {
            await second.ReadyAsync();
            var queue = new QueueClient(Connection(second), "kept");
            await queue.CreateAsync(cancellationToken: Ct);
            await queue.SendMessageAsync("hello", Ct);
            var ports = StoragePorts(second);
            await second.KillAsync();
            await Eventually.TrueAsync(() => ports.All(PortProbe.IsFree), "storage has saved and ended");
        }

        await using var third = KotaProcess.Start(arguments);
        await third.ReadyAsync();
        Assert.True(await new TableClient(Connection(third), "Kept").GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Ct) is { HasValue: true });
        Assert.Equal("hello", (await new QueueClient(Connection(third), "kept").PeekMessageAsync(Ct)).Value.MessageText);
        Assert.Equal(0, await third.InterruptAsync());
    }

    [Fact]
    public async Task An_Azurite_that_dies_later_ends_the_host_with_one_sentence()
    {
        await using var storage = await LocalAzurite.StartAsync(new AzuriteOptions { Memory = true, BlobPort = 0, QueuePort = 0, TablePort = 0 }, Ct);
        using var table = System.Diagnostics.Process.GetProcessById(storage.ProcessIds[2]);
        table.Kill();

        var sentence = await storage.Died.WaitAsync(TimeSpan.FromSeconds(30), Ct);

        Assert.StartsWith("Azurite's table service ended with code ", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await FailsAsync($"Port {port} is in use: ", "--storage", azurite.NewAccount(), "--urls", $"http://127.0.0.1:{port}");
        await FailsAsync($"Port {port}, for the blob service of local storage, is in use by another program.", "--data", folder.FullName, "--storage-port", $"{port}", "--urls", AnyPort);
    }

    [Fact]
    public async Task Another_Azurite_on_the_port_is_named_as_such()
    {
        var port = new Uri(azurite.NewAccount().Split(';').Single(p => p.StartsWith("BlobEndpoint=", StringComparison.Ordinal))["BlobEndpoint=".Length..]).Port;
        await FailsAsync($"Another Azurite has port {port}: ", "--data", folder.FullName, "--storage-port", $"{port}", "--urls", AnyPort);
    }

    [Theory]
    [InlineData("--storage is not a connection string", "--storage", "nonsense")]
    [InlineData("--storage names storage that runs already", "--storage", "UseDevelopmentStorage=true", "--memory")]
    [InlineData("--urls: 'localhost' is not an http address", "--urls", "localhost")]
    [InlineData("--urls: 'http://0.0.0.0:7071' is open to other machines", "--urls", "http://0.0.0.0:7071")]
    [InlineData("--storage-port must be from 0 to 65533.", "--storage-port", "65534")]
    [InlineData("Unrecognized command or argument '--nonsense'.", "--nonsense")]
    [InlineData("Option '--output' is required.", "openapi")]
    public Task A_bad_option_is_one_sentence(string sentence, params string[] arguments) => FailsAsync(sentence, arguments);

    [Fact]
    public async Task Storage_that_does_not_answer_is_one_sentence()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var closed = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var storage = $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:{closed}/a;"
            + $"QueueEndpoint=http://127.0.0.1:{closed}/a;TableEndpoint=http://127.0.0.1:{closed}/a;";

        await FailsAsync($"The blob service at http://127.0.0.1:{closed}/a does not answer", "--storage", storage, "--urls", AnyPort);
    }

    [Fact]
    public async Task A_wrong_key_is_one_sentence()
    {
        var right = azurite.NewAccount();
        var wrong = AccountKey().Replace(right, "AccountKey=d3Jvbmc=;");

        await FailsAsync("Storage at http://127.0.0.1:", "--storage", wrong, "--urls", AnyPort);
    }

    private static async Task FailsAsync(string sentence, params string[] arguments)
    {
        await using var host = KotaProcess.Start(arguments);

        Assert.Equal(1, await host.ExitAsync());

        Assert.StartsWith(sentence, host.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', host.Error);
        Assert.DoesNotContain("   at ", host.Error, StringComparison.Ordinal);
    }

    private static int[] StoragePorts(KotaProcess host) =>
        [.. new[] { "blobs", "queues", "tables" }.Select(s => Endpoint(host, s).Port)];

    private static string Connection(KotaProcess host) =>
        $"DefaultEndpointsProtocol=http;AccountName={AzuriteAccount.WellKnown.Name};AccountKey={AzuriteAccount.WellKnown.Key};"
        + $"BlobEndpoint={Endpoint(host, "blobs")};QueueEndpoint={Endpoint(host, "queues")};TableEndpoint={Endpoint(host, "tables")};";

    private static Uri Endpoint(KotaProcess host, string service)
    {
        var line = host.Output.First(l => l.TrimStart().StartsWith(service, StringComparison.Ordinal));
        return new Uri(line.Trim()[service.Length..].Trim());
    }

    [GeneratedRegex("AccountKey=[^;]*;")]
    private static partial Regex AccountKey();
}
