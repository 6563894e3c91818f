using System.Diagnostics;
using Kota.EmbeddedHost.Catalog;
using Kota.Kernel.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Kota.EmbeddedHost.Timers;

/// <summary>Runs a timer function once.</summary>
internal sealed class TimerRunner(IServiceScopeFactory scopes)
{
    private int running;

    /// <summary>Runs that have not ended.</summary>
    public int Running => Volatile.Read(ref running);

    public async Task RunAsync(TimerEntry function, TimerInfo info, CancellationToken ct)
    {
        Interlocked.Increment(ref running);
        using var activity = KotaTelemetry.Source.StartActivity(function.Name);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await function.Invoker.InvokeAsync(scope.ServiceProvider, [.. function.Invoker.Parameters.Select(p => p.ParameterType == typeof(TimerInfo) ? info : (object)ct)])
                .ConfigureAwait(false);
        }
        catch
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}
