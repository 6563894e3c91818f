using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Geo;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Storage;

/// <summary>
/// A submission as a list shows it. Table SubmissionIndex; the partition says which list. Written only by
/// <see cref="UseCases.ProjectSubmission"/>, only when newer, and rebuilt from the heads at any time.
/// </summary>
public sealed class IndexRow : ITableEntity
{
    public const string Table = "SubmissionIndex";

    /// <summary>The handler of what nobody has taken on: a filter cannot ask for what is not there.</summary>
    public const string Nobody = "";

    private const int MaxDescription = 500;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Id { get; set; } = "";

    public int Version { get; set; }

    public string Service { get; set; } = "";

    public string? Title { get; set; }

    public string State { get; set; } = "";

    /// <summary>Whether the state is one of the end.</summary>
    public bool Closed { get; set; }

    public string Agency { get; set; } = "";

    public string? Category { get; set; }

    public string? Kelurahan { get; set; }

    public int? Rw { get; set; }

    /// <summary>Degrees north of the reporter's point.</summary>
    public double? Lat { get; set; }

    /// <summary>Degrees east of the reporter's point.</summary>
    public double? Lon { get; set; }

    /// <summary>The beginning of the description; in public rows only.</summary>
    public string? Description { get; set; }

    /// <summary>Number of the first photo that everybody may see; in public rows only.</summary>
    public int? Photo { get; set; }

    public DateTimeOffset? Promised { get; set; }

    public int? Rating { get; set; }

    public string? Resolution { get; set; }

    public int Followers { get; set; }

    /// <summary>Count of changes of the followers: they do not move the version.</summary>
    public int FollowersVersion { get; set; }

    public DateTimeOffset? Due { get; set; }

    public int Level { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The way by which it came; null for the web, and in public rows.</summary>
    public string? Channel { get; set; }

    /// <summary>Subject of the officer who has it, or <see cref="Nobody"/>; in the agency's own rows only.</summary>
    public string? Handler { get; set; }

    /// <summary>Set where it is open and no clock runs; in the agency's own rows only.</summary>
    public bool? Waits { get; set; }

    /// <summary>When a timer next has something to do.</summary>
    public DateTimeOffset? Deadline { get; set; }

    /// <summary>Open submissions whose turn is this agency's, newest first.</summary>
    public static string OpenPartition(string agency) => $"opd|{KeyPart.Checked(agency)}|open";

    /// <summary>Open submissions of this agency on which a clock runs, the one that ends first at the top.</summary>
    public static string DuePartition(string agency) => $"opddue|{KeyPart.Checked(agency)}";

    /// <summary>Closed submissions of this agency that came in this month (WIB), newest first.</summary>
    public static string ClosedPartition(string agency, DateTimeOffset createdAt) =>
        $"opd|{KeyPart.Checked(agency)}|{CityClock.Local(createdAt).ToString("yyyyMM", CultureInfo.InvariantCulture)}";

    /// <summary>The agency whose inbox this partition is a part of; null when it is another list's.</summary>
    public static string? InboxOf(string partition) => partition.Split('|') is ["opd" or "opddue", var agency, ..] ? agency : null;

    /// <summary>Submissions of a signed-in citizen, newest first.</summary>
    public static string CitizenPartition(string subject) => $"cit|{KeyPart.Checked(subject)}";

    /// <summary>Submissions that came in this month (WIB) and that everybody may see, newest first, open and closed.</summary>
    public static string PublicPartition(DateTimeOffset createdAt) => "pub|" + CityClock.Local(createdAt).ToString("yyyyMM", CultureInfo.InvariantCulture);

    /// <summary>Open public submissions in a cell of six characters (1.2 by 0.6 km), newest first.</summary>
    public static string GeoPartition(string geohash) => $"geo|{KeyPart.Checked(geohash)}";

    /// <summary>Open public submissions that name this RW, newest first.</summary>
    public static string RwPartition(string kelurahan, int rw) => $"rw|{KeyPart.Checked(kelurahan)}|{rw:D2}";

    /// <summary>Submissions on which a timer has something to do within this hour (UTC).</summary>
    public static string DeadlinePartition(DateTimeOffset hour) => "due|" + HourOf(hour);

    /// <summary>An hour as the deadline partitions write it.</summary>
    public static string HourOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);

    /// <summary>Row key of lists with the newest first.</summary>
    public static string NewestKey(DateTimeOffset createdAt, string id) => $"{KeyPart.InverseTicks(createdAt)}|{id}";

    /// <summary>Row key of lists with the most late first.</summary>
    public static string DueKey(DateTimeOffset due, string id) => $"{KeyPart.Ticks(due)}|{id}";

    /// <summary>Row key of the deadline partitions.</summary>
    public static string DeadlineKey(string id) => id;

    /// <summary>Every row that the index has for this state of a submission.</summary>
    /// <param name="definition">The service.</param>
    /// <param name="stored">The state, and the head that counts followers.</param>
    /// <param name="now">A deadline in a past hour is filed under the present one: the sweep has left past hours behind.</param>
    public static IReadOnlyList<IndexRow> Of(ServiceDefinition definition, Stored stored, DateTimeOffset now)
    {
        var submission = stored.Submission;
        var deadline = Workflow.NextDeadline(definition, submission);
        var rows = new List<IndexRow>(6);
        var newest = NewestKey(submission.CreatedAt, submission.Id);
        if (definition.State(submission.State).Status == StateStatus.Open)
        {
            rows.Add(ForAgency(submission, Row(OpenPartition(submission.Agency), newest)));
            if (submission.Due is { } due)
                rows.Add(ForAgency(submission, Row(DuePartition(submission.Agency), DueKey(due, submission.Id))));
            foreach (var near in Near(definition, submission))
                Add(near, newest);
        }
        else
        {
            rows.Add(ForAgency(submission, Row(ClosedPartition(submission.Agency, submission.CreatedAt), newest)));
        }

        if (submission.Reporter is { } reporter)
            Add(CitizenPartition(reporter), newest);
        if (deadline is { } at)
            Add(DeadlinePartition(at > now ? at : now), DeadlineKey(submission.Id));
        if (submission.IsPublic)
            rows.Add(ForPublic(definition, submission, Row(PublicPartition(submission.CreatedAt), newest)));
        return rows;

        void Add(string partition, string key) => rows.Add(Row(partition, key));

        IndexRow Row(string partition, string key) => new()
        {
            PartitionKey = partition,
            RowKey = key,
            Id = submission.Id,
            Version = submission.Version,
            Service = submission.Service,
            Title = submission.TextOf("title"),
            State = submission.State,
            Closed = definition.State(submission.State).Status == StateStatus.Closed,
            Agency = submission.Agency,
            Category = submission.Category,
            Kelurahan = submission.Place?.Kelurahan,
            Rw = submission.Place?.Rw,
            Promised = submission.Promised is { } day ? CityClock.StartOf(day) : null,
            Rating = submission.Rating,
            Resolution = submission.Resolution,
            Lat = submission.Place?.Lat,
            Lon = submission.Place?.Lon,
            Followers = stored.Row.Followers,
            FollowersVersion = stored.Row.FollowersVersion,
            Due = submission.Due,
            Level = submission.Level,
            CreatedAt = submission.CreatedAt,
            ChangedAt = submission.ChangedAt,
            Channel = submission.Channel == Channels.Web ? null : submission.Channel,
            Deadline = deadline,
        };
    }

    private static IndexRow ForAgency(Submission submission, IndexRow row)
    {
        row.Handler = submission.Handler ?? Nobody;
        row.Waits = !row.Closed && submission.Due is null ? true : null;
        return row;
    }

    // What the service's file keeps from the public is not in the row at all, so that no list can show it by mistake.
    private static IndexRow ForPublic(ServiceDefinition definition, Submission submission, IndexRow row)
    {
        row.Channel = null;
        if (!Shows("title"))
            row.Title = null;
        if (!Shows("category"))
            row.Category = null;
        if (!Shows("place"))
            (row.Kelurahan, row.Rw, row.Lat, row.Lon) = (null, null, null, null);
        if (Shows("description") && submission.TextOf("description") is { } text)
            row.Description = text.Length <= MaxDescription ? text : text[..(MaxDescription - 1)] + "…";
        if (Shows("photos"))
            row.Photo = Enumerable.Range(1, submission.Attachments).Where(n => !submission.HiddenAttachments.Contains(n)).Cast<int?>().FirstOrDefault();
        return row;

        bool Shows(string field) => definition.PublicFields.Contains(field);
    }

    // What others are offered before they send the same again: nothing that the public may not see.
    private static IEnumerable<string> Near(ServiceDefinition definition, Submission submission)
    {
        if (submission.Place is not { } place || !submission.IsPublic || !definition.PublicFields.Contains("place"))
            yield break;
        if (place is { Lat: { } lat, Lon: { } lon })
            yield return GeoPartition(Geohash.Of(lat, lon, 6));
        if (place.Rw is { } rw)
            yield return RwPartition(place.Kelurahan, rw);
    }
}
