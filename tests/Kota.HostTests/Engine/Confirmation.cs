using Kota.HostTests.BlackBox;
using MimeKit;

namespace Kota.HostTests.Engine;

/// <summary>A follower who confirms the address, by the link of the mail that asks.</summary>
internal static class Confirmation
{
    /// <summary>Confirms every address of a case that was asked and takes the mail away, so that it does not count.</summary>
    public static async Task GiveAsync(Visitor reader, MailFolder mails, string id)
    {
        foreach (var file in mails.QuestionsAbout(id))
        {
            using (var mail = MimeMessage.Load(file))
                await GiveAsync(reader, mail);
            File.Delete(file);
        }
    }

    public static async Task GiveAsync(Visitor reader, MimeMessage mail)
    {
        var link = mail.TextBody!.Split('\n').First(l => l.Contains("/notices/confirm/", StringComparison.Ordinal));
        var path = new Uri(link[link.IndexOf("http", StringComparison.Ordinal)..].Trim()).AbsolutePath;
        using (var looked = await reader.SendAsync(HttpMethod.Get, path, null))
            Assert.Equal(200, (int)looked.StatusCode);
        using var body = new FormUrlEncodedContent([]);
        using var confirmed = await reader.SendAsync(HttpMethod.Post, path, body);
        Assert.Equal(200, (int)confirmed.StatusCode);
    }
}
