using System.Reflection;
using Kota.Functions.Operations;
using Kota.Kernel;
using Kota.Kernel.Tables;
using Kota.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.UnitTests.Docs;

public sealed class TablesDocTests
{
    private static readonly string[][] Rows =
    [
        .. Repository.Read("docs/tables.md").Split('\n')
            .SkipWhile(l => !l.StartsWith("|---", StringComparison.Ordinal)).Skip(1).TakeWhile(l => l.StartsWith('|'))
            .Select(l => l.Replace(@"\|", "\u0001", StringComparison.Ordinal).Trim('|').Split('|').Select(c => c.Replace('\u0001', '|').Trim()).ToArray()),
    ];

    public static TheoryData<string> RowTypeNames => [.. RowTypes.All.Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(RowTypeNames))]
    public void Every_row_type_is_listed_with_the_keys_that_it_builds(string name)
    {
        var type = RowTypes.All.Single(t => t.FullName == name);
        var lines = Rows.Where(r => r[3].Split('`').Contains(type.Name)).ToList();
        Assert.True(lines.Count > 0, $"docs/tables.md has no line for {type.Name}");

        var shapes = RowTypes.KeyShapes(type).ToList();
        Assert.True(shapes.Count > 0, $"{type.Name} builds no key in a method of its own");
        Assert.All(shapes, s => Assert.True(
            lines.Any(l => $"{l[1]} {l[2]}".Contains($"`{s.Shape}`", StringComparison.Ordinal)), $"{type.Name}.{s.Method} builds {s.Shape}, which its lines do not show"));
    }

    [Fact]
    public void Every_row_type_that_is_listed_exists() =>
        Assert.Empty(Rows.SelectMany(r => r[3].Split('`').Where((_, i) => i % 2 == 1)).Except(RowTypes.All.Select(t => t.Name)));

    [Fact]
    public void Every_table_that_is_registered_is_listed() => Assert.Empty(Registered().SelectMany(l => l.Tables).Except(Rows.Select(r => r[0])));

    [Fact]
    public void Every_container_that_is_registered_is_listed()
    {
        var page = Repository.Read("docs/tables.md");
        Assert.All(Registered().SelectMany(l => l.Containers), c => Assert.Contains($"| {c} |", page, StringComparison.Ordinal));
    }

    // The kernel and every slice, found as the hosts' list of slices is written: XSlice.AddX(services).
    private static IEnumerable<StorageLayout> Registered()
    {
        var services = new ServiceCollection().AddKotaKernel();
        var configuration = new ConfigurationBuilder().Build();
        services.AddSingleton<IConfiguration>(configuration);
        foreach (var add in typeof(OperationsSlice).Assembly.GetTypes().Where(t => t.Name.EndsWith("Slice", StringComparison.Ordinal))
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public)).Where(m => m.Name.StartsWith("Add", StringComparison.Ordinal)))
        {
            add.Invoke(null, [.. add.GetParameters().Select(p => p.ParameterType == typeof(IServiceCollection) ? (object)services : configuration)]);
        }

        return services.Where(s => s.ServiceType == typeof(StorageLayout)).Select(s => Assert.IsType<StorageLayout>(s.ImplementationInstance));
    }
}
