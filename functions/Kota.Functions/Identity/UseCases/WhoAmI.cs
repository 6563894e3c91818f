using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;

namespace Kota.Functions.Identity.UseCases;

/// <summary>Who is signed in. A guest has no subject and no role.</summary>
public sealed record Me(string? Subject, IReadOnlyList<Role> Roles, string? Agency, string? Kelurahan);

public sealed class WhoAmI
{
    public Outcome<Me> Handle(Caller caller) => new Me(caller.Subject, [.. caller.Roles.Order()], caller.Agency, caller.Kelurahan);
}
