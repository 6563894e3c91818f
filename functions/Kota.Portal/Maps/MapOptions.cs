namespace Kota.Portal.Maps;

/// <summary>Where the pictures of maps come from.</summary>
public sealed class MapOptions
{
    public const string Section = "Kota:Maps";

    /// <summary>Address of tiles with {z}, {x} and {y}, of HTTPS; empty for maps without pictures.</summary>
    public string Tiles { get; set; } = "";

    /// <summary>Whom the tiles are owed to, as their licence asks.</summary>
    public string Attribution { get; set; } = "© OpenStreetMap";

    /// <summary>Whether the address can be used, or there is none.</summary>
    public bool IsValid => Tiles.Length == 0
        || (Uri.TryCreate(Sample, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback)
            && Tiles.Contains("{z}", StringComparison.Ordinal) && Tiles.Contains("{x}", StringComparison.Ordinal) && Tiles.Contains("{y}", StringComparison.Ordinal));

    /// <summary>Scheme, host and port of the tiles, for the content security policy; null without tiles.</summary>
    public string? Origin => Tiles.Length == 0 ? null : new Uri(Sample).GetLeftPart(UriPartial.Authority);

    private string Sample => Tiles.Replace('{', '0').Replace('}', '0');
}
