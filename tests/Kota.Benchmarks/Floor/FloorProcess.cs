using System.Diagnostics;
using System.Text.Json;

namespace Kota.Benchmarks.Floor;

/// <summary>Work for the floor: acknowledgements for a time, or with all that follows for a number of submissions.</summary>
internal sealed record FloorJob(int Clients, TimeSpan Time, int? Count = null);

/// <summary>What the floor got done.</summary>
/// <param name="Load">Of its acknowledgements.</param>
/// <param name="Seconds">Until the last one was followed up.</param>
internal sealed record FloorResult(Load Load, double Seconds);

/// <summary>The floor as a process of its own, so that its CPU is its own.</summary>
internal sealed class FloorProcess : IAsyncDisposable
{
    public const string Verb = "floor";

    private readonly Process process;

    private FloorProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public static FloorProcess Start(string storage)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Under "dotnet run" this process is the program itself; under "dotnet x.dll" it is dotnet.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(FloorProcess).Assembly.Location);
        start.ArgumentList.Add(Verb);
        start.ArgumentList.Add(storage);
        return new FloorProcess(Process.Start(start)!);
    }

    public async Task<FloorResult> RunAsync(FloorJob job)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job));
        await process.StandardInput.FlushAsync();
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The floor has ended: see its error above.");
        return JsonSerializer.Deserialize<FloorResult>(line)!;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
