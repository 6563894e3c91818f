using System.Text.Json;

namespace Kota.EmbeddedHost.Settings;

/// <summary>local.settings.json: the app settings of one developer, in the form that Core Tools reads.</summary>
public static class LocalSettings
{
    private const string FileName = "local.settings.json";

    private const string SampleName = "local.settings.sample.json";

    /// <summary>The file in the root of the checkout, or in the present folder outside of one; made from the sample when it is missing.</summary>
    public static string FindOrCreate()
    {
        var path = Path.Combine(Root(), FileName);
        if (!File.Exists(path))
        {
            // Two hosts may start at once: each writes its own file, and the first move wins.
            var draft = $"{path}.{Environment.ProcessId}";
            File.WriteAllText(draft, Sample());
            if (!TryMove(draft, path))
                File.Delete(draft);
        }

        return path;
    }

    /// <summary>The values of a file, or of the sample when there is no path; keys in the form of configuration.</summary>
    internal static IReadOnlyDictionary<string, string?> Read(string? path)
    {
        var text = path is null ? Sample() : File.ReadAllText(path);
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return json.RootElement.GetProperty("Values").EnumerateObject()
                .ToDictionary(p => AppSettings.Key(p.Name), p => p.Value.GetString());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{path ?? SampleName} must be JSON with flat strings under \"Values\": {e.Message}", e);
        }
    }

    private static bool TryMove(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string Sample()
    {
        using var stream = typeof(LocalSettings).Assembly.GetManifestResourceStream(SampleName)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Root()
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, SampleName)))
                    return folder.FullName;
            }
        }

        return Environment.CurrentDirectory;
    }
}
