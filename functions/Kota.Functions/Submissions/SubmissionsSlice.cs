using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.HandOvers;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Lapor;
using Kota.Functions.Submissions.Many;
using Kota.Functions.Submissions.Notices;
using Kota.Functions.Submissions.Open311;
using Kota.Functions.Submissions.Rules;
using Kota.Functions.Submissions.Saved;
using Kota.Functions.Submissions.Sms;
using Kota.Functions.Submissions.Stickers;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.UseCases;
using Kota.Functions.Submissions.Views;
using Kota.Functions.Submissions.Webhooks;
using Kota.Kernel.Blobs;
using Kota.Kernel.Outbox;
using Kota.Kernel.Reference;
using Kota.Kernel.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Submissions;

/// <summary>Registers the slice.</summary>
internal static class SubmissionsSlice
{
    public static IServiceCollection AddSubmissions(this IServiceCollection services)
    {
        services.AddCatalogue(p => p.GetRequiredService<Agencies>().Codes);
        services.AddSingleton(new StorageLayout(
            [SubmissionRow.Table, IndexRow.Table, CursorRow.Table, RuleRow.Table, StickerRow.Table, SavedFilterRow.Table], [SubmissionPointer.Queue], [PhotoRow.Container]));
        services.AddSingleton(new OutboxSource(SubmissionRow.Table, Bucket.All));
        services.AddSingleton<Workflow>().AddSingleton<Access>().AddSingleton<TrackingCookie>();
        services.AddOptions<ListOptions>().BindConfiguration(ListOptions.Section)
            .Validate(ListOptions.IsValid, "Kota:Lists:CacheSeconds must be 0 (off) to 60.").ValidateOnStart();
        services.AddSingleton<FirstPages>();
        services.AddSingleton<SubmissionStore>().AddSingleton<CommentWriter>().AddSingleton<SubmissionLists>().AddSingleton<SubmissionViews>().AddSingleton<SummaryLists>().AddSingleton<ConsequenceViews>();
        services.AddSingleton<PhotoConverter>().AddSingleton<PhotoIntake>().AddSingleton<PlaceFinder>();
        services.AddSingleton<ListServices>().AddSingleton<DescribeService>().AddSingleton<Submit>();
        services.AddSingleton<ReadSubmission>().AddSingleton<ActionGate>().AddSingleton<ForeseeAction>().AddSingleton<TakeAction>().AddSingleton<ActOnMany>().AddSingleton<SavedFilters>().AddSingleton<AddComment>().AddSingleton<ReadPhoto>();
        services.AddSingleton<ListSubmissions>().AddSingleton<RouteSubmission>().AddSingleton<ProjectSubmission>();
        services.AddSingleton<RuleStore>().AddSingleton<RuleChecks>().AddSingleton<ReadRules>().AddSingleton<ChangeRules>();
        services.AddSingleton<RuleBook>().AddHostedService(p => p.GetRequiredService<RuleBook>());
        services.AddSingleton<StickerStore>().AddSingleton<StickerChecks>().AddSingleton<ReadStickers>().AddSingleton<ChangeSticker>();
        services.AddSingleton<FindSimilar>().AddSingleton<FollowAlong>().AddSingleton<FollowerStore>().AddSingleton<FollowerIds>();
        services.AddSingleton<MergeTarget>().AddSingleton<MoveFollowers>();
        services.AddSingleton<FollowSubmission>().AddSingleton<EscalateOverdue>();
        services.AddSingleton<ListPublic>().AddSingleton<PublicViews>();
        return services.AddLapor().AddOpen311().AddNotices().AddWebhooks().AddHandOvers().AddSms();
    }
}
