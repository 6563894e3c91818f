using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Portal;

/// <summary>Answer templates, and forms that are sent by another of their buttons.</summary>
internal static class Templates
{
    public static async Task AddAsync(KotaTestHost host, string action, string text)
    {
        using var admin = await Visitor.SignInAsync(host, "admin");
        var body = JsonContent.Create(new { templates = new[] { new { code = "sample", name = new { id = "Contoh", en = "Sample" }, action, text = new { id = text, en = text } } } });
        using var response = await admin.SendAsync(HttpMethod.Put, "/api/v1/services/sambat/rules/templates", body, ("If-Match", "\"0\""));
        await Visitor.JsonAsync(response, 200);
    }

    /// <summary>The form as a button with a formaction sends it.</summary>
    public static IHtmlFormElement Clone(this IHtmlFormElement form, PageSeen page, string action)
    {
        Assert.NotNull(page.Document.QuerySelector($"button[formaction='{action}']"));
        var clone = (IHtmlFormElement)form.Clone();
        clone.SetAttribute("action", action);
        return clone;
    }
}
