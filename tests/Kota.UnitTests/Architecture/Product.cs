using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Kota.UnitTests.Architecture;

/// <summary>The product's assemblies, read and not loaded: what the compiler wrote is what counts.</summary>
internal static class Product
{
    public const string FunctionAttribute = "Microsoft.Azure.Functions.Worker.FunctionAttribute";

    public static readonly ModuleDefinition Kernel = Read("Kota.Kernel");
    public static readonly ModuleDefinition Functions = Read("Kota.Functions");
    public static readonly ModuleDefinition Portal = Read("Kota.Portal");

    /// <summary>All types of a module with those inside them, such as the state machines of async methods.</summary>
    public static IEnumerable<TypeDefinition> Types(params ModuleDefinition[] modules) => modules.SelectMany(m => m.GetAllTypes());

    /// <summary>The outermost type around a type.</summary>
    public static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>Methods marked [Function].</summary>
    public static IEnumerable<MethodDefinition> Triggers() =>
        Types(Functions, Portal).SelectMany(t => t.Methods).Where(m => Attribute(m, FunctionAttribute) is not null);

    public static CustomAttribute? Attribute(ICustomAttributeProvider on, string name) => on.CustomAttributes.FirstOrDefault(a => a.AttributeType.FullName == name);

    /// <summary>The method that holds the statements: that of the state machine for an async method.</summary>
    public static MethodDefinition Body(MethodDefinition method) =>
        Attribute(method, "System.Runtime.CompilerServices.AsyncStateMachineAttribute") is { } async
            ? ((TypeReference)async.ConstructorArguments[0].Value).Resolve().Methods.Single(m => m.Name == "MoveNext")
            : method;

    /// <summary>Every type that a type names: base, interfaces, members, attributes and code.</summary>
    public static IEnumerable<TypeReference> Named(TypeDefinition type) => Named(Direct(type));

    private static IEnumerable<TypeReference> Direct(TypeDefinition type)
    {
        IEnumerable<TypeReference?> members =
        [
            type.BaseType,
            .. type.Interfaces.Select(i => i.InterfaceType),
            .. type.Fields.Select(f => f.FieldType),
            .. type.CustomAttributes.Select(a => a.AttributeType),
            .. type.Methods.SelectMany(m => m.Parameters.Select(p => p.ParameterType).Append(m.ReturnType).Concat(m.CustomAttributes.Select(a => a.AttributeType))),
            .. type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Variables.Select(v => v.VariableType).Concat(m.Body.Instructions.SelectMany(Operands))),
        ];
        return members.OfType<TypeReference>();
    }

    private static IEnumerable<TypeReference?> Operands(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Named(IEnumerable<TypeReference> types) => types.SelectMany(t => t switch
    {
        GenericInstanceType generic => Named(generic.GenericArguments).Append(generic.ElementType),
        TypeSpecification specification => Named([specification.ElementType]),
        _ => [t],
    });

    // Symbols, where the build has them, give the statements of a method.
    private static ModuleDefinition Read(string name) =>
        ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, name + ".dll"), new ReaderParameters { ReadSymbols = true });
}
