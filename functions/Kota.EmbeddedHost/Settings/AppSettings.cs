using Kota.Kernel.Tables;

namespace Kota.EmbeddedHost.Settings;

/// <summary>App settings in the order of the Functions tools: local.settings.json, then the environment; what the caller gives wins.</summary>
internal static class AppSettings
{
    public const string HostStorage = "AzureWebJobsStorage";

    public static IConfigurationRoot Load(EmbeddedHostOptions options) => new ConfigurationBuilder()
        .AddInMemoryCollection(LocalSettings.Read(options.LocalSettingsPath))
        .AddEnvironmentVariables()
        .AddInMemoryCollection(
        [
            new(KotaStorage.Connection, options.StorageConnection),
            new(HostStorage, options.StorageConnection),
            .. options.Settings.Select(s => KeyValuePair.Create(Key(s.Key), s.Value)),
        ])
        .Build();

    /// <summary>"A__B" as "A:B".</summary>
    public static string Key(string name) => name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

    /// <summary>The text with each %Setting% replaced, as the real host does in names and schedules.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing.</exception>
    public static string Resolve(IConfiguration settings, string text, string function)
    {
        var parts = text.Split('%');
        if (parts.Length % 2 == 0)
            throw new InvalidOperationException($"Function {function}: the percent signs in '{text}' do not pair.");
        for (var i = 1; i < parts.Length; i += 2)
        {
            parts[i] = settings[Key(parts[i])] is { Length: > 0 } value
                ? value
                : throw new InvalidOperationException($"Function {function}: the setting {parts[i]} of '{text}' is missing.");
        }

        return string.Concat(parts);
    }

    /// <summary>Whether AzureWebJobs.NAME.Disabled switches a function off.</summary>
    public static bool IsDisabled(IConfiguration settings, string function) =>
        settings[$"AzureWebJobs.{function}.Disabled"]?.ToUpperInvariant() is "TRUE" or "1";
}
