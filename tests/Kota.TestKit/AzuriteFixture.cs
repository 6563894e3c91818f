using System.Security.Cryptography;
using Kota.EmbeddedHost.Azurite;
using Xunit;

namespace Kota.TestKit;

/// <summary>
/// One ephemeral Azurite for a test assembly, with many accounts: each caller of <see cref="NewAccount"/> owns an empty
/// storage account, so that classes run in parallel without prefixes in the product. Ports are the system's choice, so
/// assemblies run side by side; processes and files go with the test process, however it ends.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int AccountCount = 800;
    private readonly AzuriteAccount[] accounts =
        [.. Enumerable.Range(0, AccountCount).Select(n => new AzuriteAccount($"kota{n:D4}", Convert.ToBase64String(RandomNumberGenerator.GetBytes(64))))];

    private LocalAzurite? azurite;
    private int handedOut = -1;

    /// <summary>Connection string of an account that no one else has.</summary>
    public string NewAccount()
    {
        var next = Interlocked.Increment(ref handedOut);
        if (next >= AccountCount)
            throw new InvalidOperationException($"The tests of this assembly asked for more than {AccountCount} storage accounts: raise the count.");
        return Running.ConnectionString(accounts[next].Name);
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => azurite = await LocalAzurite.StartAsync(new AzuriteOptions
    {
        Memory = true,
        BlobPort = 0,
        QueuePort = 0,
        TablePort = 0,
        Accounts = accounts,
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (azurite is not null)
            await azurite.DisposeAsync();
    }

    private LocalAzurite Running => azurite ?? throw new InvalidOperationException("Azurite has not been started.");
}
