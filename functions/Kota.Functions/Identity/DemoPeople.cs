using System.Text.Json;
using Kota.Kernel.Http;
using Kota.Kernel.Security;

namespace Kota.Functions.Identity;

/// <summary>A made-up person, signed in without a password in development.</summary>
public sealed record DemoPerson(string Code, string Name, IReadOnlyList<Role> Roles, string? Agency = null, string? Kelurahan = null)
{
    public string Subject => Caller.SubjectOf("dev", Code);
}

/// <summary>The people of demo-people.json.</summary>
public static class DemoPeople
{
    public static IReadOnlyList<DemoPerson> All { get; } = Load();

    public static DemoPerson? Find(string? code) => All.FirstOrDefault(p => p.Code == code);

    private static IReadOnlyList<DemoPerson> Load()
    {
        using var stream = typeof(DemoPeople).Assembly.GetManifestResourceStream("demo-people.json")!;
        return JsonSerializer.Deserialize<DemoFile>(stream, JsonBody.Options)!.People;
    }

    private sealed record DemoFile(bool Demo, string Note, IReadOnlyList<DemoPerson> People);
}
