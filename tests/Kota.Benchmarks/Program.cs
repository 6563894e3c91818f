using System.Globalization;
using Kota.Benchmarks;
using Kota.Benchmarks.Commands;
using Kota.Benchmarks.Floor;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["rates"] => await RunAsync(RatesCommand.RunAsync),
    ["cpu"] => await RunAsync(CpuCommand.RunAsync),
    ["memory"] => await RunAsync(() => MemoryCommand.RunAsync(TimeSpan.FromMinutes(4))),
    ["memory", "--minutes", var text] when double.TryParse(text, out var minutes) => await RunAsync(() => MemoryCommand.RunAsync(TimeSpan.FromMinutes(minutes))),
    ["list"] => await RunAsync(ListCommand.RunAsync),
    ["report"] => await RunAsync(ReportCommand.RunAsync),
    ["case"] => await RunAsync(CaseCommand.RunAsync),
    ["pages"] => await RunAsync(PagesCommand.RunAsync),
    ["pings"] => await RunAsync(PingsCommand.RunAsync),
    ["start"] => await RunAsync(StartCommand.RunAsync),
    ["all"] => await RunAsync(
        RatesCommand.RunAsync, CpuCommand.RunAsync, () => MemoryCommand.RunAsync(TimeSpan.FromMinutes(4)), ListCommand.RunAsync, ReportCommand.RunAsync,
        CaseCommand.RunAsync, PagesCommand.RunAsync, PingsCommand.RunAsync, StartCommand.RunAsync),
    [FloorProcess.Verb, var storage] => await FloorWorker.ServeAsync(storage),
    _ => Usage(),
};

static async Task<int> RunAsync(params Func<Task<Table>>[] commands)
{
    Machine.Describe(Console.Out);
    foreach (var command in commands)
        (await command()).Print(Console.Out);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run --project tests/Kota.Benchmarks -c Release -- <command>

          rates     acknowledged submissions a second and p99 at 1, 8 and 32 clients, beside the floor   (3 minutes)
          cpu       CPU of the host a submission with routing and projection, beside the floor           (4 minutes)
          memory    memory of the host after 5,000 and after 50,000 submissions; --minutes bounds it     (4 minutes unless told)
          list      pages of 20 a second and p99 out of an inbox of 20,000 at 8 clients, beside the floor  (3 minutes)
          report    the daily report over 20,000 cases, beside its queries by the SDK                    (2 minutes)
          case      a case with 200 events: its data, its history and its page, beside the floor         (1 minute)
          pages     first byte of home and tracking at 16 clients                                        (2 minutes)
          pings     acknowledged pings of hotspots at 1, 8, 64 and 256 clients, beside one upsert each (3 minutes)
          start     process start to first answer                                                        (1 minute)
          all       all of them
        """);
    return 2;
}
