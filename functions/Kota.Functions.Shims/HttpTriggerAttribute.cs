namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function for an HTTP request. Shape of the attribute in Microsoft.Azure.Functions.Worker.Extensions.Http 3.3.0.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : Attribute
{
    /// <summary>Any verb, level <see cref="AuthorizationLevel.Function"/>.</summary>
    public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

    /// <summary>The verbs given; the level keeps its default value, as in the real package.</summary>
    /// <param name="methods">HTTP verbs, in any case.</param>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>Any verb, the level given.</summary>
    /// <param name="authLevel">Which key the host asks for.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>The verbs and the level given.</summary>
    /// <param name="authLevel">Which key the host asks for.</param>
    /// <param name="methods">HTTP verbs, in any case.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>Route template in ASP.NET Core's form, below host.json's routePrefix; the function's name when null.</summary>
    public string? Route { get; set; }

    /// <summary>HTTP verbs; null for all.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>Which key the host asks for.</summary>
    public AuthorizationLevel AuthLevel { get; private set; }
}
