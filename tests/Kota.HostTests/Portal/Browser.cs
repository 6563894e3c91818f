using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Kota.TestKit;

namespace Kota.HostTests.Portal;

/// <summary>A page as a reader without JavaScript has it.</summary>
internal sealed record PageSeen(HttpStatusCode Status, string Path, IHtmlDocument Document, HttpResponseMessage Response)
{
    public string Heading => Document.QuerySelector("h1")!.TextContent.Trim();

    public string Text => Document.Body!.TextContent;

    /// <summary>The form that is sent to this path.</summary>
    public IHtmlFormElement Form(string path, string? having = null) => Document.Forms.Single(
        f => f.GetAttribute("action") == path && (having is null || f.QuerySelector(having) is not null));

    public IHtmlFormElement Action(string code) => Document.Forms.Single(f => f.QuerySelector($"input[name=action][value={code}]") is not null);
}

/// <summary>Reads pages, fills in forms and sends them as a browser without JavaScript does; cookies are kept, 303 is followed.</summary>
internal sealed class Browser(KotaTestHost host, string language = "id")
{
    private readonly HttpClient client = host.NewClient(cookies: true);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Task<PageSeen> ReadAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task SignInAsync(string person)
    {
        var page = await ReadAsync("/masuk");
        await SendAsync(page.Form("/.auth/login/dev"), new() { ["person"] = person });
    }

    /// <summary>Sends a form with what it holds already, save for the given values; null takes a value away.</summary>
    public Task<PageSeen> SendAsync(IHtmlFormElement form, Dictionary<string, string?>? values = null, params byte[][] photos)
    {
        var filled = Held(form);
        foreach (var (name, value) in values ?? [])
            filled[name] = value;
        var given = filled.Where(f => f.Value is not null).ToDictionary(f => f.Key, f => f.Value!);
        var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action"));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (form.GetAttribute("enctype") != "multipart/form-data")
        {
            request.Content = new FormUrlEncodedContent(given);
            return SendAsync(request);
        }

        var content = new MultipartFormDataContent();
        foreach (var (name, value) in given)
            content.Add(new StringContent(value), name);
        foreach (var photo in photos)
            content.Add(new ByteArrayContent(photo), "photos", "foto.png");
        if (photos.Length == 0 && form.QuerySelector("input[type=file]") is not null)
            content.Add(NothingChosen());
        request.Content = content;
        return SendAsync(request);
    }

    // As browsers send a file input in which nothing is chosen.
    private static ByteArrayContent NothingChosen()
    {
        var part = new ByteArrayContent([]);
        part.Headers.TryAddWithoutValidation("Content-Disposition", "form-data; name=\"photos\"; filename=\"\"");
        part.Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
        return part;
    }

    private static Dictionary<string, string?> Held(IHtmlFormElement form)
    {
        var held = new Dictionary<string, string?>();
        foreach (var input in form.QuerySelectorAll<IHtmlInputElement>("input[name]").Where(i => i.Type is not ("file" or "checkbox" or "radio") || i.IsChecked))
            held[input.Name!] = input.Value;
        foreach (var area in form.QuerySelectorAll<IHtmlTextAreaElement>("textarea[name]"))
            held[area.Name!] = area.Value;
        foreach (var select in form.QuerySelectorAll<IHtmlSelectElement>("select[name]"))
            held[select.Name!] = select.Value ?? "";
        return held;
    }

    private async Task<PageSeen> SendAsync(HttpRequestMessage request)
    {
        request.Headers.AcceptLanguage.ParseAdd(language);
        request.Headers.Accept.ParseAdd("text/html");
        var response = await client.SendAsync(request, Ct);
        if (response.StatusCode == HttpStatusCode.SeeOther)
            return await ReadAsync(response.Headers.Location!.ToString());
        var html = await response.Content.ReadAsStringAsync(Ct);
        return new PageSeen(response.StatusCode, request.RequestUri!.PathAndQuery, new HtmlParser().ParseDocument(html), response);
    }
}
