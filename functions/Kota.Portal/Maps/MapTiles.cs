using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Kota.Portal.Maps;

/// <summary>Lets pages with a map load its tiles, and no other page nor any other host.</summary>
public sealed class MapTiles(IOptions<MapOptions> options)
{
    public string Address => options.Value.Tiles;

    public string Attribution => options.Value.Attribution;

    public void Allow(HttpResponse response)
    {
        if (options.Value.Origin is { } origin)
            response.Headers.ContentSecurityPolicy = response.Headers.ContentSecurityPolicy.ToString().Replace("img-src 'self'", $"img-src 'self' {origin}", StringComparison.Ordinal);
    }
}

/// <summary>A page that shows a map.</summary>
public interface IMapPage;
