using System.Text.Json;
using Kota.Functions;
using Kota.Kernel.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;

namespace Kota.UnitTests.Architecture;

/// <summary>The rules of structure that no compiler checks.</summary>
public sealed class StructureTests
{
    private const int MostStatements = 8;

    [Fact]
    public void Kernel_knows_neither_functions_nor_slices()
    {
        var known = Product.Kernel.AssemblyReferences.Select(a => a.Name).ToList();

        Assert.DoesNotContain(known, n => n.StartsWith("Kota.", StringComparison.Ordinal) || n.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal));
    }

    [Fact]
    public void Functions_do_not_know_the_portal_or_a_host()
    {
        var known = Product.Functions.AssemblyReferences.Select(a => a.Name).Where(n => n.StartsWith("Kota.", StringComparison.Ordinal));

        Assert.All(known, n => Assert.Contains(n, new[] { "Kota.Kernel", "Kota.Functions.Shims" }));
    }

    [Fact]
    public void Portal_knows_functions_and_kernel_only()
    {
        var known = Product.Portal.AssemblyReferences.Select(a => a.Name).Where(n => n.StartsWith("Kota.", StringComparison.Ordinal));

        Assert.All(known, n => Assert.Contains(n, new[] { "Kota.Kernel", "Kota.Functions", "Kota.Functions.Shims" }));
    }

    [Fact]
    public void No_slice_sees_another()
    {
        var crossings =
            from type in Product.Types(Product.Functions)
            let own = Slice(Product.Outermost(type))
            where own is not null
            from named in Product.Named(type)
            where ReferenceEquals(named.Scope, Product.Functions) && named.Resolve() is { } target && Slice(Product.Outermost(target)) is { } other && other != own
            select $"{type.FullName} names {named.FullName}";

        Assert.Empty(crossings.Distinct());
    }

    [Fact]
    public void No_trigger_class_names_a_storage_type()
    {
        string[] storage = ["Azure.Data.Tables", "Azure.Storage", "Kota.Kernel.Tables", "Kota.Kernel.Blobs"];
        // KotaStorage.Connection is allowed: a constant, which the compiler puts in as text.
        var named =
            from type in Product.Types(Product.Functions, Product.Portal)
            let outer = Product.Outermost(type).Name
            where outer.EndsWith("Functions", StringComparison.Ordinal) || outer.EndsWith("Messages", StringComparison.Ordinal) || outer.EndsWith("Timers", StringComparison.Ordinal)
            from t in Product.Named(type)
            where storage.Any(s => t.Namespace.StartsWith(s, StringComparison.Ordinal))
            select $"{type.FullName} names {t.FullName}";

        Assert.Empty(named.Distinct());
    }

    [Fact]
    public void A_trigger_is_a_sentence()
    {
        var long_ =
            from trigger in Product.Triggers()
            let statements = Statements(Product.Body(trigger))
            where statements > MostStatements
            select $"{trigger.FullName} has {statements} statements";

        Assert.Empty(long_);
    }

    [Fact]
    public void Triggers_stand_in_the_three_files_of_their_slice_or_in_pages()
    {
        string[] endings = ["Functions", "Messages", "Timers", "Pages"];

        Assert.All(Product.Triggers(), t => Assert.Contains(endings, e => t.DeclaringType.Name.EndsWith(e, StringComparison.Ordinal)));
    }

    [Fact]
    public void Table_keys_are_set_by_row_types_only()
    {
        var setters =
            from type in Product.Types(Product.Kernel, Product.Functions, Product.Portal)
            where !IsRow(Product.Outermost(type)) && !IsRow(type)
            from method in type.Methods
            where method.HasBody
            from instruction in method.Body.Instructions
            where instruction.Operand is MethodReference { Name: "set_PartitionKey" or "set_RowKey" }
            select method.FullName;

        Assert.Empty(setters.Distinct());
    }

    [Fact]
    public void Every_http_function_names_its_policy()
    {
        var without =
            from trigger in Product.Triggers()
            where trigger.Parameters.Any(p => Product.Attribute(p, "Microsoft.Azure.Functions.Worker.HttpTriggerAttribute") is not null)
            where Product.Attribute(trigger, "Kota.Kernel.Http.ApiAttribute")?.ConstructorArguments[0].Value is not string { Length: > 0 }
            select trigger.FullName;

        Assert.Empty(without);
    }

    [Fact]
    public void The_emulator_of_Service_Bus_has_every_subscription()
    {
        var wanted =
            from trigger in Product.Triggers()
            from parameter in trigger.Parameters
            let attribute = Product.Attribute(parameter, "Microsoft.Azure.Functions.Worker.ServiceBusTriggerAttribute")
            where attribute is { ConstructorArguments.Count: 2 }
            select (Topic: (string)attribute.ConstructorArguments[0].Value, Subscription: ((string)attribute.ConstructorArguments[1].Value).Split('/')[0]);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), ".github", "emulators", "servicebus.json")));
        var configured =
            from space in json.RootElement.GetProperty("UserConfig").GetProperty("Namespaces").EnumerateArray()
            from topic in space.GetProperty("Topics").EnumerateArray()
            from subscription in topic.GetProperty("Subscriptions").EnumerateArray()
            select (topic.GetProperty("Name").GetString()!, subscription.GetProperty("Name").GetString()!);

        Assert.Equal(wanted.Distinct().Order(), configured.Order());
    }

    [Fact]
    public void The_emulator_of_Service_Bus_lets_through_what_the_local_transport_does()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), ".github", "emulators", "servicebus.json")));
        var configured =
            from space in json.RootElement.GetProperty("UserConfig").GetProperty("Namespaces").EnumerateArray()
            from topic in space.GetProperty("Topics").EnumerateArray()
            from subscription in topic.GetProperty("Subscriptions").EnumerateArray()
            where subscription.TryGetProperty("Rules", out _)
            from rule in subscription.GetProperty("Rules").EnumerateArray()
            let label = rule.GetProperty("Properties").GetProperty("CorrelationFilter").GetProperty("Label").GetString()
            select $"{topic.GetProperty("Name").GetString()} {subscription.GetProperty("Name").GetString()} {label}";
        var filters = new ServiceCollection().AddKota().Select(s => s.ImplementationInstance).OfType<SubscriptionFilter>()
            .SelectMany(f => f.Types, (f, type) => $"{f.Topic} {f.Name} {type}");

        Assert.Equal(filters.Order(), configured.Order());
    }

    private static bool IsRow(TypeDefinition type) => type.Interfaces.Any(i => i.InterfaceType.FullName == "Azure.Data.Tables.ITableEntity");

    // Kota.Functions.<Slice>: what stands above the slices belongs to none.
    private static string? Slice(TypeDefinition type) => type.Namespace.Split('.') is ["Kota", "Functions", var slice, ..] ? slice : null;

    // A statement is a sequence point that is not a brace: those span one or no character.
    private static int Statements(MethodDefinition method) =>
        method.DebugInformation.SequencePoints.Count(p => !p.IsHidden && (p.EndLine > p.StartLine || p.EndColumn - p.StartColumn > 1));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kota.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the checkout.");
        return folder.FullName;
    }
}
