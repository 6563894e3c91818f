using Kota.TestKit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Kota.BrowserTests;

/// <summary>One host with a small city in it and one browser, for all tests of the assembly.</summary>
public sealed class PortalFixture : IAsyncLifetime
{
    private static readonly Dictionary<Reader, string> People = new()
    {
        [Reader.Reporter] = "warga",
        [Reader.Officer] = "petugas-dpuprpkp",
        [Reader.Admin] = "admin",
    };

    private readonly AzuriteFixture azurite = new();
    private readonly Dictionary<Reader, string> cookies = [];
    private IPlaywright? playwright;
    private string? chromium;
    private IBrowser? browser;
    private KotaTestHost? host;
    private SmallCity? city;
    private int places;

    public KotaTestHost Host => host ?? throw new InvalidOperationException("The host has not been started.");

    /// <summary>Path of the browser, for tools that start one of their own.</summary>
    public string Chromium => chromium ?? throw new InvalidOperationException("The browser has not been found.");

    internal LostAnswers Lost { get; } = new();

    internal SmallCity City => city ?? throw new InvalidOperationException("The city has not been made.");

    /// <summary>A place, as a position in the list of the form, that no other report has.</summary>
    public int NewPlace() => Interlocked.Increment(ref places);

    /// <summary>Somebody comes, signed in already.</summary>
    public Task<Visit> VisitAsync(Visitor visitor) => Visit.StartAsync(
        browser ?? throw new InvalidOperationException("The browser has not been started."), Host.Address, visitor, cookies.GetValueOrDefault(visitor.Reader));

    public async ValueTask InitializeAsync()
    {
        var storage = azurite.InitializeAsync();
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Visit.Patience);
        chromium = await BrowserTests.Chromium.PathAsync(playwright);
        browser = await BrowserTests.Chromium.LaunchAsync(playwright, chromium);
        await storage;
        host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { ConfigureServices = s => s.AddSingleton<IStartupFilter>(Lost) });
        foreach (var (reader, person) in People)
        {
            await using var visit = await VisitAsync(new Visitor { Reader = Reader.Guest });
            await visit.SignInAsync(person);
            cookies[reader] = await visit.Page.Context.StorageStateAsync();
        }

        city = await SmallCity.MakeAsync(this);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        await azurite.DisposeAsync();
    }
}
