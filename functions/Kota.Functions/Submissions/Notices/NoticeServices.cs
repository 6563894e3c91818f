using Kota.Kernel.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Submissions.Notices;

internal static class NoticeServices
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddSingleton(new StorageLayout([NoticeRow.Table, ContactRow.Table], [NoticePointer.Queue], []));
        services.AddSingleton<NoticeBook>().AddSingleton<ContactBook>().AddSingleton<UnsubscribeToken>().AddSingleton<NoticeLetter>();
        return services.AddSingleton<DeliverNotice>().AddSingleton<NoteNotices>().AddSingleton<Contacts>().AddSingleton<Unsubscribe>();
    }
}
