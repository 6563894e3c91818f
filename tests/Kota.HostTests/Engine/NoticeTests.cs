using System.Net.Http.Json;
using Azure.Storage.Queues;
using Kota.Functions.Submissions.Notices;
using Kota.HostTests.BlackBox;
using Kota.Kernel.Messaging;
using Kota.TestKit;
using MimeKit;

namespace Kota.HostTests.Engine;

/// <summary>People are told of each step once, whatever comes twice or breaks on the way.</summary>
public sealed class NoticeTests(AzuriteFixture azurite) : IDisposable
{
    private const string Email = "zulaikha@example.invalid";

    private readonly MailFolder mails = new();

    public void Dispose() => mails.Dispose();

    [Fact]
    public async Task The_reporter_hears_of_each_step_once_in_their_language()
    {
        await using var host = await StartAsync();
        var id = await ReportAsync(host, "en");
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        await ActAsync(host, officer.ActAsync(id, 2, "accept"));

        Assert.Equal([$"{id}.1.reporter.mail", $"{id}.2.reporter.mail", $"{id}.3.reporter.mail"], mails.Sent());
        using var first = mails.Read($"{id}.1.reporter.mail");
        Assert.Equal(Email, Assert.Single(first.To.Mailboxes).Address);
        Assert.StartsWith("Thank you.", first.TextBody, StringComparison.Ordinal);
        Assert.Equal($"{id}.1.reporter.mail@kota.invalid", first.MessageId);
        Assert.Equal("auto-generated", first.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal("List-Unsubscribe=One-Click", first.Headers[HeaderId.ListUnsubscribePost]);
        Assert.DoesNotContain(host.Logs.Lines, l => l.Text.Contains("zulaikha", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Messages_that_come_twice_or_out_of_order_add_nothing()
    {
        await using var host = await StartAsync();
        var id = await ReportAsync(host);
        var queue = new QueueClient(host.StorageConnection, "submission-notices", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        foreach (var version in new[] { 2, 9, 1, 2 })
        {
            var pointer = new NoticePointer(id, version);
            await queue.SendMessageAsync(Message.Write(Message.Create($"{id}.{version}", NoticePointer.Type, pointer, host.Clock.GetUtcNow())), TestContext.Current.CancellationToken);
        }

        await host.DrainAsync();
        await host.RunTimerAsync("SendWaitingNotices");

        Assert.Equal([$"{id}.1.reporter.mail", $"{id}.2.reporter.mail"], mails.Sent());
    }

    [Fact]
    public async Task Officers_hear_of_arrivals_heads_and_the_city_admin_of_delays()
    {
        await using var host = await StartAsync();
        using var head = await Visitor.SignInAsync(host, "kepala-dpuprpkp");
        using var admin = await Visitor.SignInAsync(host, "admin");
        await PutContactAsync(head, "dpuprpkp", "petugas", "officer", 200);
        await PutContactAsync(head, "dpuprpkp", "kepala", "agencyHead", 200);
        await PutContactAsync(admin, "diskominfo", "admin", "cityAdmin", 200);
        await PutContactAsync(head, "dishub", "kepala", "agencyHead", 403);
        using var reporter = new Visitor(host.NewClient());
        var id = (await reporter.ReportAsync()).Id;
        await host.DrainAsync();
        Assert.Equal([$"{id}.2.petugas.mail"], mails.Sent());

        host.Clock.Advance(TimeSpan.FromHours(21));
        await host.RunTimerAsync("EscalateOverdue");
        Assert.Equal([$"{id}.2.petugas.mail", $"{id}.3.petugas.mail"], mails.Sent());
        using (var warning = mails.Read($"{id}.3.petugas.mail"))
            Assert.Contains("Berakhir: 4 Februari 2026 pukul 09.00 WIB", warning.TextBody, StringComparison.Ordinal);

        host.Clock.Advance(TimeSpan.FromHours(4));
        await host.RunTimerAsync("EscalateOverdue");
        Assert.Equal([$"{id}.2.petugas.mail", $"{id}.3.petugas.mail", $"{id}.4.kepala.mail"], mails.Sent());

        host.Clock.Advance(TimeSpan.FromHours(25));
        await host.RunTimerAsync("EscalateOverdue");
        Assert.Equal([$"{id}.2.petugas.mail", $"{id}.3.petugas.mail", $"{id}.4.kepala.mail", $"{id}.5.admin.mail"], mails.Sent());
        Assert.DoesNotContain(await reporter.TimelineAsync(id), s => s.GetProperty("action").GetProperty("code").GetString() == "warn");
    }

    [Fact]
    public async Task Followers_hear_of_what_happens_after_they_came_until_they_end_it()
    {
        await using var host = await StartAsync();
        using var reporter = new Visitor(host.NewClient());
        var (id, pin) = await reporter.ReportAsync();
        await host.DrainAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        using (var followed = await reporter.SendAsync(HttpMethod.Post, $"/api/v1/submissions/{id}/followers", JsonContent.Create(new { email = "wati@example.invalid" }), ("Idempotency-Key", Guid.NewGuid().ToString()), ("Accept-Language", "en")))
            await Visitor.JsonAsync(followed, 201);
        await host.DrainAsync();

        // Nothing more than a question, until whoever reads the address says yes.
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await ActAsync(host, officer.ActAsync(id, 2, "ask", new { question = "Di mana tepatnya lokasinya?" }));
        Assert.Single(mails.Sent());
        await Confirmation.GiveAsync(reporter, mails, id);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await ActAsync(host, reporter.ActAsync(id, 3, "reply", new { text = "Di depan masjid." }, pin));
        Assert.Single(mails.Sent());
        mails.Clear();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await ActAsync(host, officer.ActAsync(id, 4, "accept"));

        var name = Assert.Single(mails.Sent());
        using (var mail = mails.Read(name))
        {
            Assert.Equal("wati@example.invalid", Assert.Single(mail.To.Mailboxes).Address);
            Assert.StartsWith("There is progress", mail.TextBody, StringComparison.Ordinal);
            Assert.Contains($"/laporan/{id}", mail.TextBody, StringComparison.Ordinal);
            var link = new Uri(mail.Headers[HeaderId.ListUnsubscribe]!.Trim('<', '>')).AbsolutePath;
            using var body = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
            using var ended = await reporter.SendAsync(HttpMethod.Post, link, body);
            Assert.Equal(200, (int)ended.StatusCode);
        }

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        using (var answered = await officer.AnswerAsync(id, 5, "Lubang sudah ditambal dengan aspal.", SamplePhotos.Jpeg(80, 60)))
            await Visitor.JsonAsync(answered, 200);
        await host.DrainAsync();
        Assert.Equal([name], mails.Sent());
        Assert.Equal(1, (await reporter.ReadAsync(id)).GetProperty("followers").GetInt32());
    }

    [Fact]
    public async Task A_digest_takes_the_place_of_a_mail_for_each_case_once_a_working_day()
    {
        await using var host = await StartAsync();
        using var head = await Visitor.SignInAsync(host, "kepala-dpuprpkp");
        await PutContactAsync(head, "dpuprpkp", "petugas", "officer", 200, daily: true);
        using var reporter = new Visitor(host.NewClient());
        var id = (await reporter.ReportAsync()).Id;
        await host.DrainAsync();
        await host.RunTimerAsync("EscalateOverdue");
        Assert.Empty(mails.Sent());

        // Wednesday 06:30 WIB, then the same again, then a Saturday.
        host.Clock.Advance(new TimeSpan(21, 30, 0));
        await host.RunTimerAsync("SendDigests");
        await host.RunTimerAsync("SendDigests");
        Assert.Equal(["digest.20260204.dpuprpkp.petugas.mail"], mails.Sent());
        using (var mail = mails.Read("digest.20260204.dpuprpkp.petugas.mail"))
        {
            Assert.Contains("Batas waktu dalam satu hari kerja: 1", mail.TextBody, StringComparison.Ordinal);
            Assert.Contains("Baru sejak hari kerja terakhir: 1", mail.TextBody, StringComparison.Ordinal);
            Assert.Contains(id, mail.TextBody, StringComparison.Ordinal);
            Assert.DoesNotContain("Lubang", mail.TextBody, StringComparison.Ordinal);
        }

        host.Clock.Advance(TimeSpan.FromDays(3));
        await host.RunTimerAsync("SendDigests");
        Assert.Equal(["digest.20260204.dpuprpkp.petugas.mail"], mails.Sent());
        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.RunTimerAsync("SendDigests");
        using (var mail = mails.Read("digest.20260209.dpuprpkp.petugas.mail"))
            Assert.Contains("Terlambat: 1", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heads_and_city_admins_are_told_of_a_report_once()
    {
        await using var host = await StartAsync();
        using var head = await Visitor.SignInAsync(host, "kepala-dpuprpkp");
        using var admin = await Visitor.SignInAsync(host, "admin");
        await PutContactAsync(head, "dpuprpkp", "petugas", "officer", 200);
        await PutContactAsync(head, "dpuprpkp", "kepala", "agencyHead", 200);
        await PutContactAsync(admin, "diskominfo", "admin", "cityAdmin", 200);
        await host.RunTimerAsync("MakeReports");
        await host.RunTimerAsync("MakeReports");

        Assert.Equal(["daily.20260203.diskominfo.admin.mail", "daily.20260203.dpuprpkp.kepala.mail", "weekly.20260202.diskominfo.admin.mail"], mails.Sent());
        using var mail = mails.Read("daily.20260203.dpuprpkp.kepala.mail");
        Assert.Contains("/api/v1/reports/daily/2026-02-03/late.html", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_cannot_leave_is_tried_again_and_goes_once()
    {
        await using var host = await StartAsync();
        Directory.Delete(mails.Path);
        await File.WriteAllTextAsync(mails.Path, "in the way", TestContext.Current.CancellationToken);
        var id = await ReportAsync(host);
        File.Delete(mails.Path);
        Directory.CreateDirectory(mails.Path);
        await host.RunTimerAsync("SendWaitingNotices");
        Assert.Empty(mails.Sent());
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.RunTimerAsync("SendWaitingNotices");
        await host.RunTimerAsync("SendWaitingNotices");

        Assert.Equal([$"{id}.1.reporter.mail", $"{id}.2.reporter.mail"], mails.Sent());
    }

    [Fact]
    public async Task The_link_of_a_mail_ends_them_only_by_a_post_and_says_nothing_of_the_person()
    {
        await using var host = await StartAsync();
        var id = await ReportAsync(host);
        using var mail = mails.Read($"{id}.2.reporter.mail");
        var link = new Uri(mail.Headers[HeaderId.ListUnsubscribe]!.Trim('<', '>')).AbsolutePath;
        using var reporter = new Visitor(host.NewClient());
        using (var looked = await reporter.SendAsync(HttpMethod.Get, link, null))
            Assert.Equal(200, (int)looked.StatusCode);
        using (var forged = await reporter.SendAsync(HttpMethod.Post, link[..^4] + "AAAA", null))
            Assert.Equal(404, (int)forged.StatusCode);
        using (var body = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]))
        using (var ended = await reporter.SendAsync(HttpMethod.Post, link, body))
            Assert.Equal(200, (int)ended.StatusCode);
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        await ActAsync(host, officer.ActAsync(id, 2, "accept"));

        Assert.Equal([$"{id}.1.reporter.mail", $"{id}.2.reporter.mail"], mails.Sent());
        Assert.DoesNotContain("zulaikha", mail.Headers[HeaderId.ListUnsubscribe]!, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Mail_of_a_secret_report_says_only_that_there_is_news()
    {
        await using var host = await StartAsync();
        var id = await ReportAsync(host, secret: true);

        using var mail = mails.Read($"{id}.2.reporter.mail");
        Assert.Equal($"{id}: ada kabar baru", mail.Subject);
        Assert.DoesNotContain("Diteruskan", mail.TextBody, StringComparison.Ordinal);
    }

    private Task<KotaTestHost> StartAsync() => mails.StartAsync(azurite);

    private static async Task<string> ReportAsync(KotaTestHost host, string language = "id", bool secret = false)
    {
        using var reporter = new Visitor(host.NewClient());
        var form = Visitor.Pothole();
        form.Add(new StringContent(Email), "fields.email");
        if (secret)
            form.Add(new StringContent("true"), "secret");
        using var sent = await reporter.SendAsync(HttpMethod.Post, "/api/v1/services/sambat/submissions", form, ("Accept-Language", language));
        var id = (await Visitor.JsonAsync(sent, 201)).GetProperty("id").GetString()!;
        await host.DrainAsync();
        return id;
    }

    private static async Task PutContactAsync(Visitor caller, string agency, string subject, string role, int status, bool daily = false)
    {
        var body = JsonContent.Create(new { email = $"{subject}@example.invalid", role, daily });
        using var response = await caller.SendAsync(HttpMethod.Put, $"/api/v1/agencies/{agency}/contacts/{subject}", body, ("If-Match", "\"0\""));
        await Visitor.JsonAsync(response, status);
    }

    private static async Task ActAsync(KotaTestHost host, Task<HttpResponseMessage> action)
    {
        using var response = await action;
        await Visitor.JsonAsync(response, 200);
        await host.DrainAsync();
    }
}
