using System.Net;
using System.Security.Cryptography;
using System.Text;
using Kota.EmbeddedHost.Catalog;
using Kota.EmbeddedHost.Http;
using Kota.EmbeddedHost.Queues;
using Kota.EmbeddedHost.Timers;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Microsoft.Azure.Functions.Worker;

namespace Kota.EmbeddedHost.Admin;

/// <summary>Body of POST /admin/functions/NAME.</summary>
/// <param name="Input">Message for a queue or topic function; other functions take none.</param>
internal sealed record AdminRun(string? Input = null);

/// <summary>POST /admin/functions/NAME: runs any function but an HTTP one at once, with the master key and from this machine only.</summary>
internal sealed partial class AdminEndpoint(
    FunctionCatalog catalog, IConfiguration settings, MessageRunner messages, TimerRunner timers, IHostApplicationLifetime lifetime, ILogger<AdminEndpoint> logger)
{
    /// <summary>Setting with the master key; unset, nobody may run anything.</summary>
    public const string KeySetting = "KOTA_MASTER_KEY";

    private int running;

    /// <summary>Runs that were answered 202 and have not ended.</summary>
    public int Running => Volatile.Read(ref running);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.ServiceProvider.GetRequiredService<AdminEndpoint>();
        var pipeline = routes.ServiceProvider.GetRequiredService<RequestPipeline>();
        routes.Map("admin/functions/{name}", http => pipeline.RunAsync(http, async () => await admin.RunAsync(http).ConfigureAwait(false)))
            .WithDisplayName("admin").WithMetadata(new VerbMetadata([HttpMethods.Post]));
    }

    private async Task<IResult> RunAsync(HttpContext http)
    {
        if (!IsAllowed(http))
            return Failure.Unauthenticated("master-key-needed").ToResult();
        var name = http.Request.RouteValues["name"] as string;
        if (catalog.Functions.FirstOrDefault(f => f is not HttpEntry && f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } function)
            return Failure.NotFound().ToResult();
        if (!(await JsonBody.ReadAsync<AdminRun>(http.Request, http.RequestAborted).ConfigureAwait(false)).Succeeded(out var body, out var failure))
            return failure.ToResult();
        if (function is QueueEntry && body.Input is null)
            return Failure.Invalid("/input", "admin-input-needed").ToResult();

        // As on the real host, 202 says that the run began; whether it succeeds stands in the log.
        Interlocked.Increment(ref running);
        _ = Task.Run(() => RunAsync(function, body.Input, lifetime.ApplicationStopping), CancellationToken.None);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    private async Task RunAsync(FunctionEntry function, string? input, CancellationToken ct)
    {
        try
        {
            if (function is QueueEntry queue)
                await messages.InvokeAsync(queue, input!, "admin", 1, ct).ConfigureAwait(false);
            else
                await timers.RunAsync((TimerEntry)function, new TimerInfo(), ct).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.Failed(logger, function.Name, e);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private bool IsAllowed(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && settings[KeySetting] is { Length: > 0 } key
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(http.Request.Headers["x-functions-key"].ToString()));

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Error, "Function {Function} failed, run by hand")]
        public static partial void Failed(ILogger logger, string function, Exception e);
    }
}
