using System.Globalization;
using System.Reflection;
using Kota.EmbeddedHost.Catalog;
using Kota.Kernel.Http;

namespace Kota.EmbeddedHost.Http;

/// <summary>Binds a request to the parameters of one function and runs it in the product's pipeline.</summary>
internal sealed class FunctionHandler(HttpEntry function, RequestPipeline pipeline)
{
    private readonly Func<HttpContext, object?>[] binders = [.. function.Invoker.Parameters.Select(Binder)];

    public Task HandleAsync(HttpContext http) => pipeline.RunAsync(http, () => InvokeAsync(http));

    private Task<object?> InvokeAsync(HttpContext http)
    {
        var arguments = new object?[binders.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = binders[i](http);
        return function.Invoker.InvokeAsync(http.RequestServices, arguments);
    }

    private static Func<HttpContext, object?> Binder(ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(HttpRequest))
            return http => http.Request;
        if (parameter.ParameterType == typeof(CancellationToken))
            return http => http.RequestAborted;
        var name = parameter.Name!;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var missing = parameter.HasDefaultValue ? parameter.DefaultValue
            : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;

        // The route's constraint has parsed the text before, so neither parse can fail here.
        return http => http.Request.RouteValues[name] switch
        {
            null or "" => missing,
            string text when type == typeof(int) => int.Parse(text, CultureInfo.InvariantCulture),
            string text when type == typeof(Guid) => Guid.Parse(text, CultureInfo.InvariantCulture),
            var value => value,
        };
    }
}
