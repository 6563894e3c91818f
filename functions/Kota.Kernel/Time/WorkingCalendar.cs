namespace Kota.Kernel.Time;

/// <summary>Which days the city works, and arithmetic over working time.</summary>
public sealed class WorkingCalendar
{
}
