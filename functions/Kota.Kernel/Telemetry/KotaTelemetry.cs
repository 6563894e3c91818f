using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Kota.Kernel.Telemetry;

/// <summary>The one activity source and the one meter of Kota, named <c>Kota</c>; hosts subscribe to both.</summary>
public static class KotaTelemetry
{
    /// <summary>Name of the source and the meter.</summary>
    public const string Name = "Kota";

    /// <summary>Traces. Spans carry ids only, no personal data.</summary>
    public static readonly ActivitySource Source = new(Name);

    /// <summary>Metrics.</summary>
    public static readonly Meter Meter = new(Name);
}
