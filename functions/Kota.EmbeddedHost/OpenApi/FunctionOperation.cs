using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Kota.EmbeddedHost.OpenApi;

/// <summary>Adds to an operation what the function's attribute says: summary, parameters, security.</summary>
internal static class FunctionOperation
{
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var action = (FunctionAction)context.Description.ActionDescriptor;
        operation.OperationId = action.Function.Name;
        operation.Summary = action.Api.Summary;
        operation.Description = $"Policy: {action.Api.Policy}.";
        operation.Parameters =
        [
            .. action.Function.Route.Parameters.Select(Path),
            .. action.Api.Query.Select(q => Named(q, ParameterLocation.Query)),
            .. action.Api.Headers.Select(h => Named(h, ParameterLocation.Header)),
        ];
        if (action.Api.Problems.Contains(StatusCodes.Status401Unauthorized))
            operation.Security = [KotaDocument.Requires(KotaDocument.Pin, context.Document!), KotaDocument.Requires(KotaDocument.Session, context.Document!)];
        foreach (var (status, response) in operation.Responses ?? [])
            response.Description = ReasonPhrases.GetReasonPhrase(int.Parse(status, CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    private static OpenApiParameter Path(RoutePatternParameterPart part)
    {
        var constraints = part.ParameterPolicies.Select(p => p.Content).ToList();
        var schema = constraints.Contains("int") ? new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" }
            : constraints.Contains("guid") ? new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }
            : new OpenApiSchema { Type = JsonSchemaType.String };
        return new OpenApiParameter { Name = part.Name, In = ParameterLocation.Path, Required = true, Schema = schema };
    }

    // "name", "name: description", "!name: description" for one that must be there.
    private static OpenApiParameter Named(string text, ParameterLocation location)
    {
        var required = text.StartsWith('!');
        var parts = text.TrimStart('!').Split(':', 2, StringSplitOptions.TrimEntries);
        return new OpenApiParameter
        {
            Name = parts[0],
            In = location,
            Required = required,
            Description = parts.ElementAtOrDefault(1),
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
    }
}
