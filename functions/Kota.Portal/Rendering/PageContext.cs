using Kota.Functions.Identity;
using Kota.Kernel.Security;
using Kota.Portal.Maps;
using Microsoft.AspNetCore.Components;

namespace Kota.Portal.Rendering;

/// <summary>What every page knows beside its own model.</summary>
/// <param name="T">Texts in the reader's language.</param>
/// <param name="Caller">Who reads.</param>
/// <param name="Person">Name of the demo person who is signed in; null for others, whose names Kota does not hold.</param>
/// <param name="DevelopmentSignIn">Whether people sign in without a password.</param>
/// <param name="Here">Path of a page that can be read again, with its query.</param>
/// <param name="Origin">Scheme and host, for links that leave the site.</param>
/// <param name="Assets">Style sheet, mark and icons.</param>
/// <param name="Tiles">Pictures of maps.</param>
/// <param name="Now">Present moment.</param>
public sealed record PageContext(
    Words T, Caller Caller, string? Person, bool DevelopmentSignIn, string Here, string Origin, AssetStore Assets, MapTiles Tiles, DateTimeOffset Now)
{
    /// <summary>Who an officer is to the reader. Kota holds no names; those of demo people are made up.</summary>
    public string NameOf(string? officer) => officer is null ? T["handler-nobody"]
        : officer == Caller.Subject ? T["handler-you"]
        : DevelopmentSignIn && DemoPeople.All.FirstOrDefault(p => p.Subject == officer) is { } person ? person.Name
        : T.Of("handler-other", officer[..Math.Min(6, officer.Length)]);

    public bool IsOfficer => Caller.Is(Role.Officer) || Caller.Is(Role.AgencyHead) || Caller.Is(Role.CityAdmin);
}

/// <summary>A component that a page is made of.</summary>
public abstract class PortalPart : ComponentBase
{
    [CascadingParameter]
    public PageContext Page { get; set; } = null!;

    protected Words T => Page.T;
}

/// <summary>A whole page with its model.</summary>
public abstract class PortalPage<TModel> : ComponentBase
{
    [Parameter]
    public PageContext Page { get; set; } = null!;

    [Parameter]
    public TModel Model { get; set; } = default!;

    protected Words T => Page.T;
}
