namespace Kota.Functions.Submissions.Storage;

/// <summary>How agencies' lists are read.</summary>
public sealed class ListOptions
{
    public const string Section = "Kota:Lists";

    private const int MostSeconds = 60;

    /// <summary>How old the first page of an inbox may be, in seconds; 0 reads it anew each time.</summary>
    public int CacheSeconds { get; set; } = 1;

    internal static bool IsValid(ListOptions options) => options.CacheSeconds is >= 0 and <= MostSeconds;
}
