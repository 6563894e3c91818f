using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Submissions.HandOvers;

internal static class HandOverServices
{
    public static IServiceCollection AddHandOvers(this IServiceCollection services)
    {
        services.AddSingleton(new StorageLayout([HandOverRow.Table], [HandOverPointer.Queue], []));
        services.AddSingleton(new OutboxSource(HandOverRow.Table, [HandOverRow.Partition]));
        return services.AddSingleton<HandOverBook>().AddSingleton<AskHandOver>().AddSingleton<RunHandOver>();
    }
}
