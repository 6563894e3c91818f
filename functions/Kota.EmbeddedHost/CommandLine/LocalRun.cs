using System.Runtime.InteropServices;
using Kota.EmbeddedHost.Azurite;
using Kota.EmbeddedHost.Settings;

namespace Kota.EmbeddedHost.CommandLine;

/// <summary>One run: storage, host, banner, and an orderly end.</summary>
internal static class LocalRun
{
    /// <summary>Runs until Ctrl-C or SIGTERM (0), or until something fails (1).</summary>
    public static async Task<int> StartAsync(RunOptions options)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            return await ServeAsync(options, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (Sentences.Of(e) is { } sentence)
        {
            return Sentences.Fail(sentence);
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<int> ServeAsync(RunOptions options, CancellationToken stop)
    {
        if (options.Urls.FirstOrDefault(u => !PortProbe.IsFree(u.Port)) is { } taken)
            return Sentences.Fail($"Port {taken.Port} is in use: end the other program, or choose another port, as in --urls http://localhost:{taken.Port + 1}.");

        await using var azurite = options.Storage is null ? await StartAzuriteAsync(options, stop) : null;
        var connection = azurite?.ConnectionString() ?? options.Storage!;
        var endpoints = await StorageCheck.AskAsync(connection, stop);
        await using var app = EmbeddedHostBuilder.Build(new EmbeddedHostOptions
        {
            Urls = string.Join(';', options.Urls.Select(Address)),
            StorageConnection = connection,
            LocalSettingsPath = LocalSettings.FindOrCreate(),
        });
        await app.StartAsync(stop);
        Banner.Print(Console.Out, app.Urls, endpoints, azurite is null ? null : options.Memory ? "" : azurite.Folder);

        var stopped = Task.Delay(Timeout.Infinite, stop);
        var died = azurite?.Died ?? Task.Delay(Timeout.Infinite, CancellationToken.None).ContinueWith(_ => "", TaskScheduler.Default);
        var ended = await Task.WhenAny(stopped, died, app.WaitForShutdownAsync(CancellationToken.None));
        await app.StopAsync(CancellationToken.None);
        return ended == died ? Sentences.Fail(await died) : 0;
    }

    private static Task<LocalAzurite> StartAzuriteAsync(RunOptions options, CancellationToken stop)
    {
        int Port(int offset) => options.StoragePort == 0 ? 0 : options.StoragePort + offset;
        return LocalAzurite.StartAsync(
            new AzuriteOptions { Memory = options.Memory, DataFolder = options.DataFolder, BlobPort = Port(0), QueuePort = Port(1), TablePort = Port(2) }, stop);
    }

    // Kestrel takes no port 0 for the name localhost, which stands for two addresses.
    private static string Address(Uri url) => url.Port == 0 ? "http://127.0.0.1:0" : url.GetLeftPart(UriPartial.Authority);
}
