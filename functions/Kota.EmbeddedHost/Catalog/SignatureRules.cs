using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Kota.EmbeddedHost.Catalog;

/// <summary>Which parameters and results a function may have: those that both hosts bind alike.</summary>
internal static class SignatureRules
{
    private static readonly Type[] RouteTypes = [typeof(string), typeof(int), typeof(Guid)];

    public static void Check(FunctionEntry entry, ParameterInfo trigger)
    {
        var wanted = entry switch { HttpEntry => typeof(HttpRequest), TimerEntry => typeof(TimerInfo), _ => typeof(string) };
        if (trigger.ParameterType != wanted)
            throw FunctionCatalog.Refused(entry.Name, $"its trigger parameter '{trigger.Name}' must be of type {wanted.Name}");
        foreach (var parameter in entry.Method.GetParameters())
        {
            // By position: hosts that start at the same time may each be given parameter objects of their own.
            if (parameter.Position != trigger.Position && parameter.ParameterType != typeof(CancellationToken) && !(entry is HttpEntry http && IsRouteValue(http, parameter)))
                throw FunctionCatalog.Refused(entry.Name, $"parameter '{parameter.Name}' is neither a CancellationToken nor a value of the route");
        }

        if (!IsResult(entry))
            throw FunctionCatalog.Refused(entry.Name, $"it returns {entry.Method.ReturnType.Name}, and may return {(entry is HttpEntry ? "Task, Task<IResult> or Task<Results<...>>" : "Task")}");
        if (entry.Method.IsGenericMethodDefinition || entry.Method.DeclaringType is { IsAbstract: true, IsSealed: false } or { ContainsGenericParameters: true })
            throw FunctionCatalog.Refused(entry.Name, "neither its method nor its class may be generic or abstract");
    }

    // An int or Guid without its constraint is a 404 on one host and a 500 on the other when the text does not fit.
    private static bool IsRouteValue(HttpEntry entry, ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (!RouteTypes.Contains(type) || entry.Route.GetParameter(parameter.Name!) is not { } value)
            return false;
        var constraint = type == typeof(int) ? "int" : type == typeof(Guid) ? "guid" : null;
        if (constraint is not null && value.ParameterPolicies.All(p => p.Content != constraint))
            throw FunctionCatalog.Refused(entry.Name, $"its route must say {{{parameter.Name}:{constraint}}}, for '{parameter.Name}' is of type {type.Name}");
        return true;
    }

    private static bool IsResult(FunctionEntry entry)
    {
        var type = entry.Method.ReturnType;
        if (type == typeof(Task))
            return true;
        return entry is HttpEntry && type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)
            && typeof(IResult).IsAssignableFrom(type.GenericTypeArguments[0]);
    }
}
