namespace Kota.Kernel.Contracts;

/// <summary>A report stands in the container <c>reports</c>. Whoever may read it fetches it there; the message holds no figures.</summary>
/// <param name="Kind"><c>daily</c> or <c>weekly</c>.</param>
/// <param name="Date">Day on whose 07:00 WIB it was cut off.</param>
/// <param name="Blobs">Names of its blobs.</param>
public sealed record ReportMade(string Kind, DateOnly Date, IReadOnlyList<string> Blobs)
{
    /// <summary>Type of the envelope.</summary>
    public const string Type = "report.made.v1";
}
