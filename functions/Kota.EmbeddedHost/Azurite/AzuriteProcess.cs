using System.Diagnostics;
using System.Globalization;

namespace Kota.EmbeddedHost.Azurite;

/// <summary>One service of Azurite, run by node with <c>guard.cjs</c> in front: see there why.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private const string ListeningLine = "listening ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SaveLimit = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly TaskCompletionSource<int> port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string lastLine = "it said nothing";
    private volatile bool ending;

    private AzuriteProcess(Process process, string service)
    {
        this.process = process;
        Service = service;
        Id = process.Id;
        process.OutputDataReceived += (_, e) => Read(e.Data);
        process.ErrorDataReceived += (_, e) => Read(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _ = WatchAsync();
    }

    public string Service { get; }

    public int Id { get; }

    public Task<string> Died => died.Task;

    public static AzuriteProcess Start(NodeInstallation node, string service, int port, string folder, AzuriteOptions options)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo(node.Executable)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        List<string> arguments =
        [
            "--require", Path.Combine(AppContext.BaseDirectory, "Azurite", "guard.cjs"), node.Script(service),
            $"--{service}Host", "127.0.0.1", $"--{service}Port", port.ToString(CultureInfo.InvariantCulture),
            "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        ];
        // Azurite refuses the two together.
        arguments.AddRange(options.Memory && service == "table" ? ["--inMemoryPersistence"] : ["--location", folder]);
        arguments.ForEach(start.ArgumentList.Add);
        start.Environment["KOTA_AZURITE_EPHEMERAL"] = options.Memory ? folder : "";
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', options.Accounts.Select(a => $"{a.Name}:{a.Key}"));
        return new AzuriteProcess(Process.Start(start)!, service);
    }

    /// <summary>The port, once the service listens.</summary>
    public async Task<int> PortAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        try
        {
            return await port.Task.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new AzuriteException($"Azurite's {Service} service was not ready within {StartLimit.TotalSeconds:F0} seconds.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        ending = true;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(SaveLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private void Read(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        if (line.StartsWith(ListeningLine, StringComparison.Ordinal))
            port.TrySetResult(int.Parse(line.AsSpan(ListeningLine.Length), CultureInfo.InvariantCulture));
        lastLine = line.Trim();
    }

    private async Task WatchAsync()
    {
        await process.WaitForExitAsync();
        if (ending)
            return;
        var sentence = $"Azurite's {Service} service ended with code {process.ExitCode}; its last words: {lastLine}";
        port.TrySetException(new AzuriteException(sentence));
        died.TrySetResult(sentence);
    }
}
