using System.Diagnostics;
using Microsoft.Playwright;

namespace Kota.BrowserTests;

/// <summary>Finds the Chromium of this machine, and installs one where there is none.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(10);

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, string path) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--disable-gpu"] });

    /// <summary>Path of the browser.</summary>
    public static async Task<string> PathAsync(IPlaywright playwright) =>
        Find(playwright.Chromium.ExecutablePath) ?? await InstallAsync(playwright.Chromium.ExecutablePath)
            ?? throw new InvalidOperationException("No Chromium was found and none could be installed: install chromium, or name one in KOTA_CHROMIUM.");

    private static string? Find(string download)
    {
        if (Environment.GetEnvironmentVariable("KOTA_CHROMIUM") is { Length: > 0 } chosen)
            return File.Exists(chosen) ? chosen : throw new InvalidOperationException($"KOTA_CHROMIUM names {chosen}, which is not there.");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).Append(download).FirstOrDefault(File.Exists);
    }

    private static async Task<string?> InstallAsync(string download)
    {
        var root = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;
        if (await DriverAsync("install", "chromium") && (!root || await DriverAsync("install-deps", "chromium")))
            return Find(download);
        if (root && await RunAsync("apt-get", "-qq", "update"))
            await RunAsync("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation");
        return Find(download);
    }

    private static Task<bool> DriverAsync(params string[] arguments) =>
        Task.Run(() => Microsoft.Playwright.Program.Main(arguments) == 0).WaitAsync(InstallLimit);

    private static async Task<bool> RunAsync(string file, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file, arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } })!;
            await process.WaitForExitAsync().WaitAsync(InstallLimit);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
