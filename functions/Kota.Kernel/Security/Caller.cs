using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Kota.Kernel.Security;

/// <summary>What somebody is to the city. Entered in the Subjects table by the city admin, never taken from a sign-in's claims.</summary>
public enum Role
{
    /// <summary>Anyone who signed in.</summary>
    Citizen,

    /// <summary>Sells on MALPRO.</summary>
    Seller,

    /// <summary>Trades in a market.</summary>
    Trader,

    /// <summary>PKK cadre, head of an RT or RW.</summary>
    Cadre,

    /// <summary>Works for an agency.</summary>
    Officer,

    /// <summary>Leads an agency.</summary>
    AgencyHead,

    /// <summary>Leads a kelurahan (lurah).</summary>
    WardHead,

    /// <summary>Member of the city council (DPRD).</summary>
    CouncilMember,

    /// <summary>Works for the Inspektorat.</summary>
    Auditor,

    /// <summary>Runs Kota for the city.</summary>
    CityAdmin,
}

/// <summary>Who is calling. No personal data: the subject is an opaque id.</summary>
/// <param name="Subject">Opaque id of the person, <c>provider|id</c> hashed to 26 characters; null for a guest.</param>
/// <param name="Roles">What the Subjects table says; empty for a guest.</param>
/// <param name="Agency">Code of the agency that the person works for.</param>
/// <param name="Kelurahan">Kemendagri code of the kelurahan that the person serves.</param>
public sealed partial record Caller(string? Subject, IReadOnlySet<Role> Roles, string? Agency, string? Kelurahan)
{
    /// <summary>The opaque id of a person whom a provider knows by this id: 26 hexadecimal digits.</summary>
    public static string SubjectOf(string provider, string id) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{provider}|{id}")))[..26];

    /// <summary>Whether a text can be the subject of a person: 1 to 64 letters, digits, dashes or underscores.</summary>
    public static bool IsSubject(string? text) => text is not null && SubjectForm().IsMatch(text);

    /// <summary>Nobody is signed in.</summary>
    public static Caller Guest { get; } = new(null, new HashSet<Role>(), null, null);

    /// <summary>For a guest, the network that the request came from, only to limit what it may write; never stored, never logged.</summary>
    public string? Network { get; init; }

    /// <summary>Kota itself: rules and timers.</summary>
    public static Caller System { get; } = new("system", new HashSet<Role>(), null, null);

    /// <summary>Whether somebody is signed in.</summary>
    public bool IsSignedIn => Subject is not null;

    /// <summary>Whether the person has this role.</summary>
    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>Whether the person works for the city: for or at the head of an agency or a kelurahan, or runs Kota.</summary>
    public bool WorksForCity => Is(Role.Officer) || Is(Role.AgencyHead) || Is(Role.WardHead) || Is(Role.CityAdmin);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex SubjectForm();

    /// <summary>Whether the person works for or leads this agency.</summary>
    public bool WorksFor(string? agency) => agency is not null && Agency == agency && (Is(Role.Officer) || Is(Role.AgencyHead));
}

/// <summary>Finds out who is calling. Each host setting has one implementation; without one every caller is a guest.</summary>
public interface ICallerSource
{
    /// <summary>The caller of this request; <see cref="Caller.Guest"/> when nobody is signed in.</summary>
    ValueTask<Caller> FindAsync(Microsoft.AspNetCore.Http.HttpContext http);
}
