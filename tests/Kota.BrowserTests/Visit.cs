using Microsoft.Playwright;

namespace Kota.BrowserTests;

/// <summary>Who reads a page.</summary>
public enum Reader
{
    Guest,
    Reporter,
    Officer,
    Admin,
}

/// <summary>What a page is read on.</summary>
public sealed record Screen(string Name, int Width, int Height, bool Touch)
{
    public static readonly Screen Phone = new("phone", 390, 844, Touch: true);

    public static readonly Screen Desktop = new("desktop", 1280, 800, Touch: false);

    /// <summary>As wide as WCAG's reflow asks for: 1280 pixels at 400 %.</summary>
    public static readonly Screen Narrow = new("narrow", 320, 640, Touch: true);
}

/// <summary>How somebody comes to the portal.</summary>
public sealed record Visitor
{
    public Reader Reader { get; init; }

    public Screen Screen { get; init; } = Screen.Desktop;

    public string Language { get; init; } = "id";

    public bool JavaScript { get; init; } = true;

    public ColorScheme Scheme { get; init; } = ColorScheme.Light;

    /// <summary>A script that every page runs before its own, past the content security policy.</summary>
    public string? Script { get; init; }
}

/// <summary>A browser of one person, with cookies of its own and one page, and what its console said.</summary>
public sealed class Visit : IAsyncDisposable
{
    /// <summary>Milliseconds that a page may take on a busy machine.</summary>
    public const float Patience = 20_000;

    private readonly IBrowserContext context;
    private readonly Screen screen;
    private readonly List<string> complaints = [];

    private Visit(IBrowserContext context, IPage page, Screen screen)
    {
        this.context = context;
        this.screen = screen;
        Page = page;
        Listen(page);
    }

    public IPage Page { get; private set; }

    /// <summary>Errors and warnings on the console so far, violations of the content security policy among them.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<Visit> StartAsync(IBrowser browser, Uri address, Visitor visitor, string? cookies)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = visitor.Screen.Width, Height = visitor.Screen.Height },
            HasTouch = visitor.Screen.Touch,
            IsMobile = visitor.Screen.Touch,
            Locale = visitor.Language == "id" ? "id-ID" : "en-GB",
            TimezoneId = "Asia/Jakarta",
            ColorScheme = visitor.Scheme,
            JavaScriptEnabled = visitor.JavaScript,
            BypassCSP = visitor.Script is not null,
            StorageState = cookies,
        });
        context.SetDefaultTimeout(Patience);
        if (visitor.Script is not null)
            await context.AddInitScriptAsync(visitor.Script);
        return new Visit(context, await context.NewPageAsync(), visitor.Screen);
    }

    /// <summary>Closes the page and opens an empty one of the same person.</summary>
    public async Task LeaveAsync()
    {
        await Page.CloseAsync();
        Page = await context.NewPageAsync();
        Listen(Page);
    }

    /// <summary>Finger or mouse.</summary>
    public Task PressAsync(string selector) => screen.Touch ? Page.TapAsync(selector) : Page.ClickAsync(selector);

    public async Task<int> GoAsync(string path) => (await Page.GotoAsync(path))!.Status;

    public async Task SignInAsync(string person)
    {
        await GoAsync("/masuk");
        await PressAsync($"button[value='{person}']");
        await Page.Locator(".person").WaitForAsync();
    }

    /// <summary>On to the next screen of the form, where it has screens.</summary>
    public async Task NextAsync()
    {
        if (await Page.Locator("[data-next]:visible").CountAsync() > 0)
            await PressAsync("[data-next]:visible");
    }

    /// <summary>Opens the form and fills in a report of a damaged road at a place where there is no other.</summary>
    public async Task FillReportAsync(int place, byte[]? photo = null, string? channel = null)
    {
        await GoAsync(Reports.FormPath);
        await WriteReportAsync(place, photo, channel: channel);
    }

    /// <summary>Fills in the form that is open, screen by screen.</summary>
    public async Task WriteReportAsync(int place, byte[]? photo = null, string title = Reports.Title, string? channel = null)
    {
        if (channel is not null)
            await Page.SelectOptionAsync("[name=channel]", channel);
        await Page.SelectOptionAsync("[name=category]", "damaged-road");
        await Page.FillAsync("[name='fields.title']", title);
        await Page.FillAsync("[name='fields.description']", Reports.Description);
        if (photo is not null)
            await AttachAsync("[name=photos]", photo);
        await NextAsync();
        await Page.SelectOptionAsync("[name='place.kelurahan']", new SelectOptionValue { Index = place });
        await Page.SelectOptionAsync("[name='place.rw']", "1");
        await NextAsync();
        await Page.FillAsync("[name='fields.name']", "Siti Aminah");
        await Page.FillAsync("[name='fields.phone']", "0812-3456-7890");
    }

    public Task AttachAsync(string selector, byte[] photo) =>
        Page.SetInputFilesAsync(selector, new FilePayload { Name = "foto.jpg", MimeType = "image/jpeg", Buffer = photo });

    /// <summary>Sends the form and reads id and PIN from the receipt; those who are signed in get no PIN.</summary>
    public async Task<(string Id, string? Pin)> SendReportAsync()
    {
        await PressAsync(Reports.SendButton);
        var codes = Page.Locator(".receipt .code");
        await codes.First.WaitForAsync();
        var read = await codes.AllTextContentsAsync();
        return (read[0], read.Count > 1 ? read[1] : null);
    }

    /// <summary>Takes an action of a case page: unfolds its form, fills it in and sends it.</summary>
    public async Task ActAsync(string action, Dictionary<string, string>? inputs = null, byte[]? photo = null)
    {
        if (await Page.Locator($"#{action}[open]").CountAsync() == 0)
            await PressAsync($"#{action} > summary");
        foreach (var (name, value) in inputs ?? [])
            await Page.FillAsync($"#{action} [name='{name}']", value);
        if (photo is not null)
            await AttachAsync($"#{action} [name=photos]", photo);
        await PressAsync($"#{action} form button:not([name])");
    }

    /// <summary>Fills in an action for many submissions and asks what would follow.</summary>
    public async Task CheckAsync(string action, Dictionary<string, string> inputs)
    {
        await ActAsync(action, inputs);
        await Page.Locator("form[action='/kelola/banyak/lakukan']").WaitForAsync();
    }

    /// <summary>Waits until the action has been taken: it is not offered again, and the page says that it was saved.</summary>
    public async Task DoneAsync(string action)
    {
        await Page.Locator("#" + action).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await Page.Locator(".toast[role=status]").WaitForAsync();
    }

    /// <summary>The reporter rates the answer on the page of the case.</summary>
    public async Task RateAsync(int stars)
    {
        if (await Page.Locator("#rate[open]").CountAsync() == 0)
            await PressAsync("#rate > summary");
        await PressAsync($"#rate [name='inputs.rating'][value='{stars}']");
        await PressAsync("#rate form button");
        await DoneAsync("rate");
    }

    /// <summary>Unfolds all that can be unfolded, side by side.</summary>
    public Task UnfoldAsync() => Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => { d.removeAttribute('name'); d.open = true; })");

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private void Listen(IPage page)
    {
        page.Console += (_, message) =>
        {
            // The status of the page itself is no fault of the page: an error page has one.
            var status = message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
                && message.Location.StartsWith(page.Url, StringComparison.Ordinal);
            if (message.Type is "error" or "warning" && !status)
                complaints.Add($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => complaints.Add("exception: " + error);
    }
}
