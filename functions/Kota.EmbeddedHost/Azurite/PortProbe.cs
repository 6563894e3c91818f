using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Kota.EmbeddedHost.Azurite;

/// <summary>Whether a port can be listened on, and who has it if not.</summary>
internal static class PortProbe
{
    private static readonly TimeSpan LeftoverLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Returns when the port is free. Where another Azurite answers it waits a little first: that of a host which was just
    /// killed is still saving its data.
    /// </summary>
    /// <exception cref="AzuriteException">The port stays taken.</exception>
    public static async Task WaitUntilFreeAsync(int port, string service, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (!IsFree(port))
        {
            if (!await IsAzuriteAsync(port, ct))
                throw new AzuriteException($"Port {port}, for the {service} service of local storage, is in use by another program.");
            if (waited.Elapsed > LeftoverLimit)
                throw new AzuriteException(
                    $"Another Azurite has port {port}: end it, or use it with --storage UseDevelopmentStorage=true, or keep apart from it with --memory.");
            await Task.Delay(Pause, ct);
        }
    }

    /// <summary>True if this machine lets us listen there now. Port 0 always is.</summary>
    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<bool> IsAzuriteAsync(int port, CancellationToken ct)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"), ct);
            return answer.Headers.Server.ToString().StartsWith("Azurite", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            // Closed in between: look again.
            return IsFree(port);
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
