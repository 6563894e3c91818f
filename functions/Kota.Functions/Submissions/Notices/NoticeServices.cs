using Kota.Kernel.Contracts;
using Kota.Kernel.Messaging;
using Kota.Kernel.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Submissions.Notices;

internal static class NoticeServices
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddSingleton(new StorageLayout([NoticeRow.Table, ContactRow.Table], [NoticePointer.Queue], []));
        services.AddSingleton(new SubscriptionFilter(Destination.CityEvents.Name, "notices", [ReportMade.Type]));
        services.AddSingleton<NoticeBook>().AddSingleton<ContactBook>().AddSingleton<Contacts>();
        services.AddSingleton<NoticeAudience>().AddSingleton<NoticeWays>().AddSingleton<NoticeReaders>();
        services.AddSingleton<UnsubscribeToken>().AddSingleton<Unsubscribe>().AddSingleton<ConfirmFollowing>().AddSingleton<NoticeLinks>();
        services.AddSingleton<NoticeLetter>().AddSingleton<DigestLetter>().AddSingleton<ReportLetter>();
        services.AddSingleton<SendNotice>().AddSingleton<DeliverNotice>().AddSingleton<NoteNotices>();
        services.AddHostedService<DemoContacts>();
        return services.AddSingleton<Digests>().AddSingleton<TellReport>();
    }
}
