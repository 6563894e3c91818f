using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Kota.TestKit;

/// <summary>The built embedded host as a process of its own, for tests that kill it or read what it says.</summary>
public sealed partial class KotaProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private KotaProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, e) => Read(e.Data);
        process.ErrorDataReceived += (_, e) => errors.Enqueue(e.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Lines on standard output so far.</summary>
    public IReadOnlyList<string> Output => [.. output];

    /// <summary>Text on standard error so far.</summary>
    public string Error => string.Join('\n', errors).Trim();

    /// <summary>Process id.</summary>
    public int Id => process.Id;

    /// <summary>Starts the host with these arguments; does not wait.</summary>
    /// <param name="arguments">As on the command line.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    public static KotaProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Kota.EmbeddedHost.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return new KotaProcess(Process.Start(start)!);
    }

    /// <summary>Starts the host over a storage account, on a free port unless one is given, and waits until it serves.</summary>
    public static async Task<KotaProcess> StartReadyAsync(string storage, int port = 0, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var host = Start(["--storage", storage, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")], environment);
        await host.ReadyAsync();
        return host;
    }

    /// <summary>The address, once the host serves; a host that ends first fails the test with what it said.</summary>
    public async Task<Uri> ReadyAsync()
    {
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var first = await Task.WhenAny(address.Task, ended).WaitAsync(StartLimit, TestContext.Current.CancellationToken);
        if (first == ended)
            Assert.Fail($"The host ended with code {process.ExitCode}: {Error}");
        return await address.Task;
    }

    /// <summary>A client of it that follows no redirect; the caller disposes it.</summary>
    public async Task<HttpClient> NewClientAsync() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = await ReadyAsync() };

    /// <summary>kill -9, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await ExitAsync();
    }

    /// <summary>Ctrl-C, and waits; gives the exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        Assert.Equal(0, Signal(process.Id, 2));
        return await ExitAsync();
    }

    /// <summary>Waits until it ends by itself; gives the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(EndLimit, TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private void Read(string? line)
    {
        output.Enqueue(line ?? "");
        // The last line of the banner: all addresses are known then.
        if (line == "Ctrl-C ends it.")
            address.TrySetResult(new Uri(output.Select(l => HomePage().Match(l)).Last(m => m.Success).Groups[1].Value));
    }

    [GeneratedRegex(@"^\s+home page\s+(\S+)")]
    private static partial Regex HomePage();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
