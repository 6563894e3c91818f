using Kota.TestKit;
using MimeKit;

namespace Kota.HostTests.Engine;

/// <summary>The folder of a test into which its host puts mail.</summary>
internal sealed class MailFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kota-mail").FullName;

    /// <summary>A host that puts its mail here.</summary>
    public Task<KotaTestHost> StartAsync(AzuriteFixture azurite) =>
        KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { Settings = new Dictionary<string, string?> { ["Kota__Mail__Folder"] = Path } });

    /// <summary>Every notice by its id; a repeat would have a name of its own.</summary>
    public string[] Sent() => [.. Files("*").Select(f => System.IO.Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public MimeMessage Read(string id) => MimeMessage.Load(System.IO.Path.Combine(Path, id + ".eml"), TestContext.Current.CancellationToken);

    /// <summary>The mails whose names fit.</summary>
    public string[] Files(string pattern) => Directory.GetFiles(Path, pattern + ".eml");

    /// <summary>The mails that ask followers of a case whether the address is theirs.</summary>
    public IEnumerable<string> QuestionsAbout(string id) =>
        Files($"{id}.1.*").Where(f => !System.IO.Path.GetFileName(f).Contains(".reporter.", StringComparison.Ordinal));

    public void Clear() => Files("*").ToList().ForEach(File.Delete);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
