using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.UnitTests.Docs;

/// <summary>The row types of the product, and the shapes of the keys that their methods build.</summary>
internal static partial class RowTypes
{
    private static readonly DateTimeOffset Sample = new(2026, 3, 2, 4, 5, 6, TimeSpan.Zero);

    public static IReadOnlyList<Type> All { get; } =
    [
        .. new[] { typeof(KotaStorage).Assembly, typeof(Kota.Functions.Operations.OperationsSlice).Assembly }
            .SelectMany(a => a.GetTypes())
            .Where(t => t is { IsInterface: false, IsAbstract: false } && t.IsAssignableTo(typeof(ITableEntity))),
    ];

    /// <summary>
    /// Named static methods and properties that build a whole key: <c>Key…</c>, <c>…Key</c>, <c>Partition…</c>. Those that build the bound of a
    /// range (<c>…Before</c>, <c>…From</c>) and those that need more than ids, codes, numbers and times are left out.
    /// </summary>
    public static IEnumerable<(string Method, string Shape)> KeyShapes(Type type) =>
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where method.ReturnType == typeof(string) && KeyMethod().IsMatch(method.Name)
        where method.GetParameters().All(p => Argument(p, 0) is not null)
        select (method.Name, Shape(method));

    private static string Shape(MethodInfo method)
    {
        var parameters = method.GetParameters();
        var key = (string)method.Invoke(null, [.. parameters.Select(Argument)])!;
        key = key.Replace(KeyPart.InverseTicks(Sample), "{inv}", StringComparison.Ordinal).Replace(KeyPart.Ticks(Sample), "{ticks}", StringComparison.Ordinal);
        key = Ulids().Replace(key, "{ulid}");
        foreach (var at in new[] { Sample, Sample.ToOffset(TimeSpan.FromHours(7)) })
        {
            foreach (var format in new[] { "yyyyMMddHHmm", "yyyyMMddHH", "yyyyMMdd", "yyyyMM" })
                key = key.Replace(at.ToString(format, CultureInfo.InvariantCulture), $"{{{format}}}", StringComparison.Ordinal);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].ParameterType != typeof(int))
                continue;

            // Counted down, newest first.
            key = key.Replace((999_992 - i).ToString(CultureInfo.InvariantCulture), $"{{999999 - {parameters[i].Name}:D6}}", StringComparison.Ordinal);
            key = Regex.Replace(key, $"0*{7 + i}", m => m.Length == 1 ? $"{{{parameters[i].Name}}}" : $"{{{parameters[i].Name}:D{m.Length}}}");
        }

        return Buckets().Replace(key, "b07");
    }

    // An id keeps its name as its value, so that the key shows where it stands.
    private static object? Argument(ParameterInfo parameter, int index) => parameter.ParameterType switch
    {
        var t when t == typeof(string) => $"{{{parameter.Name}}}",
        var t when t == typeof(int) => 7 + index,
        var t when t == typeof(DateTimeOffset) => Sample,
        var t when t == typeof(DateOnly) => DateOnly.FromDateTime(Sample.DateTime),
        _ => null,
    };

    [GeneratedRegex(@"\A(get_)?(Key\w*|\w*Key|Partition\w*|\w*Partition)(?<!Before|From)\z")]
    private static partial Regex KeyMethod();

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{26}")]
    private static partial Regex Ulids();

    [GeneratedRegex(@"\Ab(0\d|1[0-5])\z")]
    private static partial Regex Buckets();
}
