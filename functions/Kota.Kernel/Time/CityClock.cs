namespace Kota.Kernel.Time;

/// <summary>The city's clock: UTC inside, WIB (Asia/Jakarta, UTC+7, no daylight saving) where a local day or hour is meant.</summary>
/// <param name="time">Source of the present, fake in tests.</param>
public sealed class CityClock(TimeProvider time)
{
    /// <summary>WIB's offset from UTC. Constant: Indonesia has no daylight saving.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>Now, in UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Today in Malang.</summary>
    public DateOnly Today => LocalDate(Now);

    /// <summary>The same instant written with Malang's offset.</summary>
    public static DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(Offset);

    /// <summary>The day in Malang at that instant.</summary>
    public static DateOnly LocalDate(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>The instant at which that day begins in Malang, in UTC.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();
}
