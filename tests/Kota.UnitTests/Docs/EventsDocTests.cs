using System.Reflection;
using System.Text.Json;
using Kota.Kernel.Contracts;
using Kota.TestKit;

namespace Kota.UnitTests.Docs;

public sealed class EventsDocTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly IReadOnlyList<Type> Records =
        [.. typeof(SubmissionChanged).Assembly.GetTypes().Where(t => t.Namespace == typeof(SubmissionChanged).Namespace && t.GetField("Type") is { IsLiteral: true })];

    private static readonly IReadOnlyDictionary<string, string[]> Sections = Repository.Read("docs/events.md").Split("\n## ").Skip(2)
        .ToDictionary(s => s.Split('\n')[0].Trim(), s => s.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).ToArray());

    [Fact]
    public void Every_record_has_a_section_and_every_section_a_record() =>
        Assert.Equal(Records.Select(TypeOf).Order(StringComparer.Ordinal), Sections.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_type_carries_its_version() =>
        Assert.All(Records, r => Assert.Matches(@"\A[a-z]+\.[a-z]+\.v[1-9]\d*\z", TypeOf(r)));

    [Fact]
    public void Every_field_is_listed_in_order_with_its_type() => Assert.All(Records, r => Assert.Equal(
        r.GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(p => $"`{JsonNamingPolicy.CamelCase.ConvertName(p.Name)}` {NameOf(p)}"),
        Sections[TypeOf(r)].Select(l => l.Split('|')).Select(c => $"{c[1].Trim()} {c[2].Trim()}")));

    private static string TypeOf(Type record) => (string)record.GetField("Type")!.GetRawConstantValue()!;

    private static string NameOf(PropertyInfo property)
    {
        var plain = Nullable.GetUnderlyingType(property.PropertyType);
        var optional = plain is not null || Nullability.Create(property).ReadState == NullabilityState.Nullable;
        var name = (plain ?? property.PropertyType) switch
        {
            var t when t == typeof(string) || t.IsEnum => "string",
            var t when t == typeof(int) || t == typeof(long) => "integer",
            var t when t == typeof(bool) => "boolean",
            var t when t == typeof(double) || t == typeof(decimal) => "number",
            var t when t == typeof(DateTimeOffset) => "date-time",
            var t when t == typeof(DateOnly) => "date",
            var t when t.IsArray || (t.IsGenericType && t.IsAssignableTo(typeof(System.Collections.IEnumerable))) => "array",
            _ => "object",
        };
        return optional ? $"{name}, optional" : name;
    }
}
