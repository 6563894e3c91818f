using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace Kota.EmbeddedHost.Catalog;

/// <summary>Reads and checks the routes of HTTP functions.</summary>
internal static class RouteRules
{
    // The real host keeps every route that begins so for itself, whatever follows.
    private static readonly string[] Reserved = ["admin", "runtime"];

    public static HttpEntry Entry(string name, MethodInfo method, ParameterInfo parameter, HttpTriggerAttribute trigger)
    {
        // The attribute's value cannot tell Anonymous from no level at all, for which the real host takes Function: 401 without a key.
        var stated = parameter.CustomAttributes.Single(a => a.AttributeType == typeof(HttpTriggerAttribute)).ConstructorArguments is [{ Value: int }, ..];
        if (!stated || trigger.AuthLevel != AuthorizationLevel.Anonymous)
            throw FunctionCatalog.Refused(name, "its HttpTrigger must say AuthorizationLevel.Anonymous, for our own code decides who may do what");
        var template = (trigger.Route ?? name).Trim('/');
        if (Reserved.Any(r => template.StartsWith(r, StringComparison.OrdinalIgnoreCase)))
            throw FunctionCatalog.Refused(name, $"its route '{template}' begins with 'admin' or 'runtime', which the real host keeps for itself");
        return new HttpEntry(name, method, [.. (trigger.Methods ?? []).Select(m => m.ToUpperInvariant()).Distinct()], Parse(name, template));
    }

    public static void RefuseDuplicates(IEnumerable<HttpEntry> functions)
    {
        var seen = new Dictionary<(string Shape, string Verb), HttpEntry>();
        foreach (var function in functions)
        {
            var shape = Shape(function.Route);
            var rivals = function.Verbs.Count == 0
                ? seen.Where(s => s.Key.Shape == shape).Select(s => s.Value)
                : function.Verbs.Append("").Select(v => seen.GetValueOrDefault((shape, v))).OfType<HttpEntry>();
            if (rivals.FirstOrDefault() is { } rival)
                throw FunctionCatalog.Refused(function.Name, $"{rival.Name} has the same verb and route '{function.Route.RawText}'");
            foreach (var verb in function.Verbs.DefaultIfEmpty(""))
                seen[(shape, verb)] = function;
        }
    }

    /// <summary>The route with its parameters' names left out: what makes two routes match the same paths.</summary>
    internal static string Shape(RoutePattern route) => string.Join('/', route.PathSegments.Select(s => string.Concat(s.Parts.Select(Shape))));

    private static string Shape(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{(parameter.IsCatchAll ? "*" : "")}{string.Concat(parameter.ParameterPolicies.Select(p => ":" + p.Content))}}}",
        _ => "",
    };

    private static RoutePattern Parse(string function, string template)
    {
        try
        {
            return RoutePatternFactory.Parse(template);
        }
        catch (RoutePatternException e)
        {
            throw FunctionCatalog.Refused(function, $"'{template}' is no route template ({e.Message.TrimEnd('.')})");
        }
    }
}
