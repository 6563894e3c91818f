using Microsoft.AspNetCore.Http;

namespace Kota.Kernel.Http;

/// <summary>Shows problems in another form than problem+json: to people, or to clients of another standard. The first that wants to does.</summary>
public interface IProblemPage
{
    /// <summary>The answer in that form; null for a request that gets problem+json.</summary>
    IResult? For(HttpRequest request, Problem problem);
}
