namespace Kota.Kernel.Http;

/// <summary>Where a form may send its reader afterwards.</summary>
public static class LocalPath
{
    /// <summary>
    /// The URL if it is a path of this site, else the home page: "//host" and "/\host" lead elsewhere, and a header holds no
    /// control characters and nothing but ASCII.
    /// </summary>
    public static string Of(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && Uri.TryCreate(url, UriKind.Relative, out _)
        && !url.AsSpan().ContainsAnyExceptInRange('!', '~') ? url : "/";
}
