using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.Open311;

/// <summary>Below /open311 every problem, of whatever kind and cause, is the list of errors that the specification asks for, in the asked format.</summary>
internal sealed class Open311Problems : IProblemPage
{
    public IResult? For(HttpRequest request, Problem problem)
    {
        if (!request.Path.StartsWithSegments("/open311", StringComparison.OrdinalIgnoreCase))
            return null;
        var errors = problem.Errors is { Count: > 0 } fields
            ? fields.Select(f => Error(problem.Status, f.Pointer.Length > 1 ? $"{f.Pointer[1..]}: {f.Message}" : f.Message))
            : [Error(problem.Status, problem.Title)];
        var format = request.Path.Value!.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? "xml" : "json";
        return new Open311Document("errors", [.. errors]).ToResult(format, problem.Status);
    }

    private static Open311Item Error(int code, string description) => new("error", ("code", code), ("description", description));
}
