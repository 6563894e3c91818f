using Microsoft.AspNetCore.Http;

namespace Kota.Kernel.Http;

/// <summary>Shows problems to people. Registered by the portal; without it every problem is problem+json.</summary>
public interface IProblemPage
{
    /// <summary>A page for a reader that asked for HTML; null for one that did not, who gets problem+json.</summary>
    IResult? For(HttpRequest request, Problem problem);
}
