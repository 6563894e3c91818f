namespace Kota.EmbeddedHost.Azurite;

/// <summary>How Azurite's three services are started.</summary>
public sealed record AzuriteOptions
{
    /// <summary>
    /// Nothing is kept: tables in memory, queues and blobs in a temporary folder that goes with the processes. Queues are
    /// not kept in memory, because the sweep of Azurite's memory store freezes the process once thousands have passed.
    /// </summary>
    public bool Memory { get; init; }

    /// <summary>Where data is kept when <see cref="Memory"/> is not set; made if missing.</summary>
    public string DataFolder { get; init; } = ".azurite";

    /// <summary>Port of the blob service; 0 lets the system choose one.</summary>
    public int BlobPort { get; init; } = 10000;

    /// <summary>Port of the queue service; 0 lets the system choose one.</summary>
    public int QueuePort { get; init; } = 10001;

    /// <summary>Port of the table service; 0 lets the system choose one.</summary>
    public int TablePort { get; init; } = 10002;

    /// <summary>Accounts in place of the well-known one. Keys are Base64.</summary>
    public IReadOnlyList<AzuriteAccount> Accounts { get; init; } = [AzuriteAccount.WellKnown];
}

/// <summary>A storage account of Azurite.</summary>
/// <param name="Name">3 to 24 lower-case letters and digits.</param>
/// <param name="Key">Base64.</param>
public sealed record AzuriteAccount(string Name, string Key)
{
    /// <summary>The account of every emulator, printed in its documentation: no secret.</summary>
    public static readonly AzuriteAccount WellKnown = new(
        "devstoreaccount1", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==");
}

/// <summary>Local storage cannot run; the message is one sentence for the person at the terminal.</summary>
public sealed class AzuriteException(string message, Exception? inner = null) : Exception(message, inner);
