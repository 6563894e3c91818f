namespace Kota.EmbeddedHost.CommandLine;

/// <summary>What the host prints once it serves: where things are, and how to end it.</summary>
internal static class Banner
{
    /// <param name="to">Standard output.</param>
    /// <param name="urls">Where the host listens.</param>
    /// <param name="storage">Where storage listens.</param>
    /// <param name="folder">Where data is kept; empty for nowhere; null for storage that is not ours.</param>
    public static void Print(TextWriter to, IEnumerable<string> urls, StorageEndpoints storage, string? folder)
    {
        var home = urls.First().TrimEnd('/');
        var kept = folder switch
        {
            null => "in the storage that --storage names",
            "" => "kept until the host ends",
            _ => folder,
        };
        to.WriteLine($"""

            Kota, developer's host. Not for production: whoever reaches it can sign in as anyone.

              home page   {home}/
              API docs    {home}/docs
              OpenAPI     {home}/openapi.json
              health      {home}/healthz/ready
              blobs       {storage.Blobs}
              queues      {storage.Queues}
              tables      {storage.Tables}
              data        {kept}

            Ctrl-C ends it.

            """);
        to.Flush();
    }
}
