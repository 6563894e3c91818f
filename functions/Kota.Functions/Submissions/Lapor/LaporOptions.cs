namespace Kota.Functions.Submissions.Lapor;

/// <summary>The hand-over to SP4N-LAPOR. Off while no address is set.</summary>
public sealed class LaporOptions
{
    public const string Section = "Kota:Lapor";

    /// <summary>Address of the interface; null for off.</summary>
    public string? Url { get; set; }

    /// <summary>Key that the ministry gave, sent as a bearer token.</summary>
    public string? Key { get; set; }

    /// <summary>Codes of the services whose submissions are handed over.</summary>
    public IReadOnlyList<string> Services { get; set; } = ["sambat"];

    public bool IsOn => !string.IsNullOrWhiteSpace(Url);

    internal static bool IsValid(LaporOptions options) =>
        !options.IsOn || (Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback));
}
