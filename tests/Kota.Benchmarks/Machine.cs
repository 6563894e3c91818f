using System.Runtime.InteropServices;

namespace Kota.Benchmarks;

/// <summary>What the figures were measured on: they mean nothing without it.</summary>
internal static class Machine
{
    public static void Describe(TextWriter to)
    {
        to.WriteLine($"{Read("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, "
            + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, load average {Load()}");
        to.WriteLine();
    }

    /// <summary>Load of the last minute, when there is such a figure.</summary>
    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string Read(string file, string name) => !File.Exists(file) ? RuntimeInformation.ProcessArchitecture.ToString()
        : File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(':')[^1].Trim() ?? "unknown CPU";
}
