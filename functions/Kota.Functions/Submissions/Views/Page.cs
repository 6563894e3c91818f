using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Views;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">At most as many as were asked for; may be fewer even when more follow.</param>
/// <param name="Next">Give it back as <c>cursor</c> for the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Pages of lists that are read with one row more than a page holds.</summary>
internal static class Pages
{
    /// <summary>The page that these rows begin, with the cursor of its last row when there are more.</summary>
    public static Page<T> Of<TRow, T>(IReadOnlyList<TRow> rows, int take, Func<TRow, T> show, Func<TRow, string> cursor) =>
        new([.. rows.Take(take).Select(show)], rows.Count > take ? cursor(rows[take - 1]) : null);
}

/// <summary>A place in a history: the last version that was given.</summary>
internal static class VersionCursor
{
    public static string Write(int version) => version.ToString(CultureInfo.InvariantCulture);

    public static Outcome<int?> Read(string? text) =>
        string.IsNullOrEmpty(text) ? default(Outcome<int?>)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version is >= 1 and <= KeyPart.MaxVersion ? version
        : Failure.Invalid("/cursor", "cursor-malformed");
}

/// <summary>A place in a list: the partition where it goes on, and the last row key that was given.</summary>
internal sealed record Cursor(string Partition, string After)
{
    public static string Write(string partition, string after) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{partition}\n{after}"));

    public static Outcome<Cursor?> Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return default(Outcome<Cursor?>);
        if (text.Length > 400 || !Base64Url.IsValid(text))
            return Failure.Invalid("/cursor", "cursor-malformed");
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n') is [var partition, var after]
            ? new Cursor(partition, after)
            : Failure.Invalid("/cursor", "cursor-malformed");
    }
}
