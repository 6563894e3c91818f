using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Kota.TestKit;

namespace Kota.Benchmarks.Host;

/// <summary>The embedded host, published for Release, as a process of its own over storage that runs already.</summary>
internal sealed class PublishedHost : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private PublishedHost(Process process, Uri address, TimeSpan started)
    {
        this.process = process;
        StartedIn = started;
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public int Id => process.Id;

    /// <summary>From the start of the process to the first answer.</summary>
    public TimeSpan StartedIn { get; }

    public HttpClient Client { get; }

    // Outside of the checkout, so that no developer's local.settings.json is read or made.
    private static string Folder => Path.Combine(Path.GetTempPath(), "kota-benchmarks-host");

    /// <summary>Publishes it; quick when nothing has changed.</summary>
    public static async Task PublishAsync()
    {
        await Console.Error.WriteLineAsync("publishing the host");
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", Repository.PathOf("functions/Kota.EmbeddedHost"), "-c", "Release", "-o", Folder, "-v", "quiet", "--nologo"]))!;
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
            throw new InvalidOperationException("The host cannot be published.");
    }

    /// <summary>Starts it and waits for its first answer.</summary>
    /// <param name="storage">Connection string.</param>
    /// <param name="settings">App settings beside the sample's.</param>
    public static async Task<PublishedHost> StartAsync(string storage, params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Folder, "Kota.EmbeddedHost.dll"), "--storage", storage, "--urls", address.OriginalString])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
        };
        // Mail is on in the sample, into a folder. It is another feature's work, for which the floor has no calls.
        start.Environment["Kota__Mail__Folder"] = "";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        // Also when the benchmark itself is told to end.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(process);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        try
        {
            await FirstAnswerAsync(process, address, watch);
        }
        catch
        {
            process.Kill();
            throw;
        }

        return new PublishedHost(process, address, watch.Elapsed);
    }

    /// <summary>Signs a demo person in; gives the cookie to send along.</summary>
    public async Task<string> SignInAsync(string person)
    {
        using var response = await Client.PostAsJsonAsync("/.auth/login/dev", new { person });
        response.EnsureSuccessStatusCode();
        return string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // Ended and disposed of already.
        }
    }

    private static async Task FirstAnswerAsync(Process process, Uri address, Stopwatch watch)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/healthz/live", UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (Exception e) when (e is HttpRequestException or SocketException && !process.HasExited && watch.Elapsed < StartLimit)
            {
                await pause.WaitForNextTickAsync();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
