using System.Net.Http.Json;
using Azure.Data.Tables;
using Kota.Functions.Submissions.Storage;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>Personal values, marked so that they can be found anywhere, are found where they belong and nowhere else.</summary>
public sealed class PrivacyTests(AzuriteFixture azurite)
{
    private const string Name = "Zulaikha Markah", Phone = "0812-9999-8888", Email = "markah@example.org", Nik = "3573055009900042", Address = "Jalan Markah 77";

    private static readonly string[] Marks = ["Zulaikha", "99998888", "markah@", Nik, "Markah 77"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Personal_fields_stand_in_no_log_no_row_in_the_clear_and_no_public_answer()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());
        using var response = await reporter.SubmitAsync(Report());
        var receipt = await Visitor.JsonAsync(response, 201);
        var (id, pin) = (receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString()!);
        await host.DrainAsync();

        Assert.Contains(Name, (await reporter.ReadAsync(id, pin)).GetRawText(), StringComparison.Ordinal);
        AssertUnmarked((await reporter.ReadAsync(id)).GetRawText());
        AssertUnmarked(await reporter.Http.GetStringAsync($"/lacak/{id}", Ct));
        Assert.All(host.Logs.Lines, line => AssertUnmarked($"{line.Text} {line.Exception}"));
        await foreach (var row in new TableServiceClient(host.StorageConnection).GetTableClient(SubmissionRow.Table).QueryAsync<TableEntity>(cancellationToken: Ct))
            AssertUnmarked(string.Join(' ', row.Select(p => p.Value is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : p.Value?.ToString())));
    }

    [Fact]
    public async Task Deleting_the_key_row_erases_the_personal_fields()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());
        using var response = await reporter.SubmitAsync(Report());
        var receipt = await Visitor.JsonAsync(response, 201);
        var (id, pin) = (receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString()!);

        await new TableServiceClient(host.StorageConnection).GetTableClient(SubmissionRow.Table)
            .DeleteEntityAsync(SubmissionRow.Partition(id), KeyRow.Key(id), cancellationToken: Ct);

        AssertUnmarked((await reporter.ReadAsync(id, pin)).GetRawText());
    }

    [Fact]
    public async Task A_refused_request_leaves_its_values_out_of_the_log()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());

        using var response = await reporter.SubmitAsync(JsonContent.Create(new { category = "damaged-road", fields = new { name = Name, phone = "abc " + Phone, nik = Nik + "1" } }));

        await Visitor.ProblemAsync(response, 400);
        Assert.All(host.Logs.Lines, line => AssertUnmarked($"{line.Text} {line.Exception}"));
    }

    [Fact]
    public async Task A_secret_report_does_not_exist_for_whoever_guesses_its_PIN()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());
        var form = Visitor.Pothole();
        form.Add(new StringContent("true"), "secret");
        using var response = await reporter.SubmitAsync(form);
        var receipt = await Visitor.JsonAsync(response, 201);
        var (id, pin) = (receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString()!);

        for (var n = 0; n < 7; n++)
        {
            using var guess = await reporter.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{id}", null, ("X-Kota-Pin", pin == "123456" ? "654321" : "123456"));
            await Visitor.ProblemAsync(guess, 404, "unknown-submission");
        }
    }

    [Fact]
    public async Task Five_wrong_PINs_end_guessing_and_the_answer_says_for_how_long()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());
        var ticket = await reporter.ReportAsync();
        var wrong = ticket.Pin == "123456" ? "654321" : "123456";
        for (var n = 0; n < 5; n++)
        {
            using var guess = await reporter.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{ticket.Id}", null, ("X-Kota-Pin", wrong));
            await Visitor.ProblemAsync(guess, 401, "wrong-pin");
        }

        using var sixth = await reporter.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{ticket.Id}", null, ("X-Kota-Pin", wrong));
        await Visitor.ProblemAsync(sixth, 429, "too-many-pins");
        Assert.Equal(TimeSpan.FromMinutes(2), sixth.Headers.RetryAfter?.Delta);
    }

    private static MultipartFormDataContent Report()
    {
        var form = Visitor.Pothole();
        form.Add(new StringContent(Name), "fields.name");
        form.Add(new StringContent(Phone), "fields.phone");
        form.Add(new StringContent(Email), "fields.email");
        form.Add(new StringContent(Nik), "fields.nik");
        form.Add(new StringContent(Address), "fields.address");
        return form;
    }

    private static void AssertUnmarked(string text) => Assert.All(Marks, mark => Assert.DoesNotContain(mark, text, StringComparison.Ordinal));
}
