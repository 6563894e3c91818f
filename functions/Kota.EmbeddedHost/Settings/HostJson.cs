namespace Kota.EmbeddedHost.Settings;

/// <summary>What the embedded host takes from host.json, with the real host's defaults.</summary>
internal sealed record HostJson
{
    public string RoutePrefix { get; init; } = "api";

    public QueueSettings Queues { get; init; } = new();

    public ServiceBusSettings ServiceBus { get; init; } = new();

    /// <summary>Reads the file; settings below <c>AzureFunctionsJobHost</c> override single values.</summary>
    /// <returns>The values, and the section "logging" for the logger's configuration.</returns>
    public static (HostJson Values, IConfigurationSection Logging) Read(string? path, IConfiguration settings)
    {
        var file = path ?? Path.Combine(AppContext.BaseDirectory, "host.json");
        if (!File.Exists(file))
            throw new InvalidOperationException($"{file} is missing.");
        var all = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false)
            .AddInMemoryCollection(settings.GetSection("AzureFunctionsJobHost").AsEnumerable(makePathsRelative: true).Where(s => s.Value is not null))
            .Build();
        if (all["version"] != "2.0")
            throw new InvalidOperationException($"{file} must say \"version\": \"2.0\".");
        var extensions = all.GetSection("extensions");
        return (
            new HostJson
            {
                RoutePrefix = (extensions["http:routePrefix"] ?? "api").Trim('/'),
                Queues = (extensions.GetSection("queues").Get<QueueSettings>() ?? new()).Checked(file),
                ServiceBus = extensions.GetSection("serviceBus").Get<ServiceBusSettings>() ?? new(),
            },
            all.GetSection("logging"));
    }
}

/// <summary>host.json extensions.queues. Limits: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#host-json</summary>
internal sealed record QueueSettings
{
    public int BatchSize { get; init; } = 16;

    public int NewBatchThreshold { get; init; } = 8;

    public int MaxDequeueCount { get; init; } = 5;

    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    public string MessageEncoding { get; init; } = "base64";

    public bool IsBase64 => MessageEncoding.Equals("base64", StringComparison.OrdinalIgnoreCase);

    public QueueSettings Checked(string file) => this switch
    {
        { BatchSize: < 1 or > 32 } => throw new InvalidOperationException($"{file}: queues.batchSize must be 1 to 32."),
        { NewBatchThreshold: < 0 } => throw new InvalidOperationException($"{file}: queues.newBatchThreshold must not be negative."),
        { MaxDequeueCount: < 1 } => throw new InvalidOperationException($"{file}: queues.maxDequeueCount must be at least 1."),
        _ when MaxPollingInterval < TimeSpan.FromMilliseconds(100) => throw new InvalidOperationException($"{file}: queues.maxPollingInterval must be at least 00:00:00.1."),
        _ when VisibilityTimeout < TimeSpan.Zero || VisibilityTimeout > TimeSpan.FromDays(7) => throw new InvalidOperationException($"{file}: queues.visibilityTimeout must be 0 to 7 days."),
        _ when !IsBase64 && !MessageEncoding.Equals("none", StringComparison.OrdinalIgnoreCase) => throw new InvalidOperationException($"{file}: queues.messageEncoding must be base64 or none."),
        _ => this,
    };
}

/// <summary>host.json extensions.serviceBus, as far as queues can stand in for it.</summary>
internal sealed record ServiceBusSettings
{
    public int MaxConcurrentCalls { get; init; } = 16;
}
