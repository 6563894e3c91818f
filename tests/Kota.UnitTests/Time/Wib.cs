using Kota.Kernel.Time;

namespace Kota.UnitTests.Time;

/// <summary>Instants as people in Malang say them.</summary>
internal static class Wib
{
    public static DateTimeOffset At(int year, int month, int day, int hour = 0, int minute = 0) =>
        new(year, month, day, hour, minute, 0, CityClock.Offset);
}
