namespace Kota.Functions.Submissions.Notices;

/// <summary>Why somebody gets a notice: keys of the notices' texts.</summary>
internal static class NoticeReasons
{
    public const string Received = "received";
    public const string Changed = "changed";
    public const string Comment = "comment";
    public const string Arrived = "arrived";
    public const string Replied = "replied";

    /// <summary>Whether the address of a follower is theirs.</summary>
    public const string Confirm = "confirm";

    public const string Soon = "soon";
    public const string Late = "late";

    /// <summary>A public step, for webhooks.</summary>
    public const string Everybody = "everybody";

    /// <summary>What an official has before them, once a working day.</summary>
    public const string Digest = "digest";

    /// <summary>A report of the city was made.</summary>
    public const string Report = "report";
}
