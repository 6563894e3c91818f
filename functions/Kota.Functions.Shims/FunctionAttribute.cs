namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a method as a function. Shape of the attribute of the same name in Microsoft.Azure.Functions.Worker.Extensions.Abstractions 1.3.0.</summary>
/// <param name="name">Name of the function, unique in the app.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    /// <summary>Name of the function, unique in the app; also the default HTTP route.</summary>
    public string Name { get; } = name;
}
