using System.Diagnostics;

namespace Kota.Benchmarks;

/// <summary>What the system says of another process.</summary>
internal static class ProcessFigures
{
    /// <summary>CPU time so far, user and system, of all threads; in steps of 10 ms on Linux.</summary>
    public static TimeSpan CpuOf(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime;
    }

    /// <summary>Memory that it holds now (RSS), in MB.</summary>
    public static double MegabytesOf(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.WorkingSet64 / 1e6;
    }
}
