namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function on a schedule. Shape of the attribute in Microsoft.Azure.Functions.Worker.Extensions.Timer 4.3.1.</summary>
/// <param name="schedule">Six-field NCrontab expression in UTC, or <c>%Setting%</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    /// <summary>Six-field NCrontab expression in UTC, or <c>%Setting%</c>.</summary>
    public string Schedule { get; private set; } = schedule;

    /// <summary>Whether the last run is remembered, so that a missed one is made up for.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether the function also runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
