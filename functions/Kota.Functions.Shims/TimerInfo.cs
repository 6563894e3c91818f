namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about its schedule. Shape of the class in Microsoft.Azure.Functions.Worker.Extensions.Timer 4.3.1.</summary>
public class TimerInfo
{
    /// <summary>Last and next run; null when the schedule is not monitored or runs more often than each minute.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run is later than planned.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>When a timer function ran and will run, in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The last planned run that was made.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next planned run.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this record was written.</summary>
    public DateTime LastUpdated { get; set; }
}
