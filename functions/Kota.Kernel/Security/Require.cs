using Kota.Kernel.Outcomes;

namespace Kota.Kernel.Security;

/// <summary>The policies, named as docs/access.md names them. Null means allowed.</summary>
public static class Require
{
    /// <summary>Somebody is signed in.</summary>
    public static Failure? SignedIn(Caller caller) => caller.IsSignedIn ? null : Failure.Unauthenticated();

    /// <summary>The caller works for or leads this agency, or runs Kota.</summary>
    public static Failure? AgencyOrCityAdmin(Caller caller, string? agency) =>
        SignedIn(caller) ?? (caller.WorksFor(agency) || caller.Is(Role.CityAdmin) ? null : Failure.Forbidden());

    /// <summary>The caller leads this agency, or runs Kota.</summary>
    public static Failure? HeadOrCityAdmin(Caller caller, string agency) =>
        SignedIn(caller) ?? ((caller.Is(Role.AgencyHead) && caller.Agency == agency) || caller.Is(Role.CityAdmin) ? null : Failure.Forbidden());

    /// <summary>The caller works for or leads an agency, audits, or runs Kota.</summary>
    public static Failure? Official(Caller caller) =>
        SignedIn(caller) ?? (caller.WorksFor(caller.Agency) || caller.Is(Role.Auditor) || caller.Is(Role.CityAdmin) ? null : Failure.Forbidden());

    /// <summary>The caller runs Kota.</summary>
    public static Failure? CityAdmin(Caller caller) =>
        SignedIn(caller) ?? (caller.Is(Role.CityAdmin) ? null : Failure.Forbidden());
}
