using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Kota.Kernel.Http;
using Kota.TestKit;

namespace Kota.HostTests.Embedded;

public sealed class EmbeddedHttpTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private TestHost host = null!;

    private HttpClient Client => host.Client;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await TestHost.StartAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Root_page_answers_get_and_head()
    {
        Assert.Equal("home /", await Client.GetStringAsync("/", Ct));
        using var head = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"), Ct);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Fact]
    public async Task Route_values_are_bound_by_name_and_type()
    {
        var id = Guid.NewGuid();
        var values = await Client.GetFromJsonAsync<JsonElement>($"/values/a%20b/42/{id}", Ct);
        Assert.Equal("a b", values.GetProperty("text").GetString());
        Assert.Equal(42, values.GetProperty("number").GetInt32());
        Assert.Equal(id, values.GetProperty("id").GetGuid());
        Assert.False(values.TryGetProperty("maybe", out var absent) && absent.ValueKind != JsonValueKind.Null);
        Assert.Equal(7, (await Client.GetFromJsonAsync<JsonElement>($"/values/x/-1/{id}/7", Ct)).GetProperty("maybe").GetInt32());
    }

    [Theory]
    [InlineData("/rest/a/b.txt", "GET a/b.txt")]
    [InlineData("/rest", "GET ")]
    public async Task Catch_all_takes_the_rest_of_the_path(string path, string expected) => Assert.Equal(expected, await Client.GetStringAsync(path, Ct));

    [Theory]
    [InlineData("GET", "/nowhere")]
    [InlineData("PUT", "/json")]
    [InlineData("HEAD", "/union/ani")]
    [InlineData("OPTIONS", "/json")]
    [InlineData("GET", "/values/x/no-number/11111111-1111-1111-1111-111111111111")]
    [InlineData("GET", "/values/x/99999999999/11111111-1111-1111-1111-111111111111")]
    [InlineData("GET", "/values/x/1/no-guid")]
    [InlineData("GET", "/switched-off")]
    public async Task Wrong_verb_failed_constraint_and_unknown_route_are_404(string verb, string path)
    {
        using var answer = await Client.SendAsync(new HttpRequestMessage(new HttpMethod(verb), path), Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(Problems.ContentType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Typed_unions_answer_what_they_hold()
    {
        Assert.Equal(new Greeting("ani"), await Client.GetFromJsonAsync<Greeting>("/union/ani", Ct));
        using var nobody = await Client.GetAsync("/union/nobody", Ct);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task Json_body_is_read_and_location_is_set()
    {
        using var answer = await Client.PostAsJsonAsync("/json", new Greeting("x"), Ct);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("/json/x", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Forms_are_read_up_to_the_limit()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("text"), "field" },
            { new ByteArrayContent(new byte[5_000_000]), "photo", "photo.jpg" },
        };
        using var answer = await Client.PostAsync("/form", form, Ct);
        var read = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal((1, 5_000_000), (read.GetProperty("fields").GetInt32(), read.GetProperty("bytes").GetInt32()));
    }

    [Fact]
    public async Task Too_large_a_form_is_answered_413_to_a_client_that_sends_all_of_it_first()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[60_000_000]), "photo", "photo.jpg" } };
        using var answer = await Client.PostAsync("/form", form, Ct);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(Problems.ContentType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("too-large", (await answer.Content.ReadFromJsonAsync<Problem>(Ct))!.Code);
    }

    [Fact]
    public async Task Answers_stream_while_the_function_runs()
    {
        using var answer = await Client.GetAsync("/stream", HttpCompletionOption.ResponseHeadersRead, Ct);
        await using var body = await answer.Content.ReadAsStreamAsync(Ct);
        var buffer = new byte[32];
        Assert.Equal("first ", Encoding.ASCII.GetString(buffer, 0, await body.ReadAsync(buffer, Ct)));
        host.Seen.Go.SetResult();
        using var rest = new StreamReader(body);
        Assert.Equal("second", await rest.ReadToEndAsync(Ct));
    }

    [Fact]
    public async Task Cancellation_reaches_the_function_when_the_client_leaves()
    {
        using (var leave = new CancellationTokenSource())
        {
            var call = Client.GetAsync("/wait", leave.Token);
            await Eventually.TrueAsync(() => host.Seen.Count("Wait") == 1, "the function runs");
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        await Eventually.TrueAsync(() => host.Seen.Calls.Any(c => c.Body == "cancelled"), "the function is cancelled");
    }

    [Theory]
    [InlineData("/fail")]
    [InlineData("/fail-while-writing")]
    public async Task A_failing_function_is_a_500_problem_without_details(string path)
    {
        using var answer = await Client.GetAsync(path, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(Problems.ContentType, answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("secret detail", text, StringComparison.Ordinal);
        Assert.Equal(answer.Headers.GetValues("X-Trace-Id").Single(), JsonDocument.Parse(text).RootElement.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task A_callers_trace_goes_on()
    {
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/union/ani") { Headers = { { "traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01" } } };
        using var answer = await Client.SendAsync(request, Ct);
        Assert.Equal(trace.ToHexString(), answer.Headers.GetValues("X-Trace-Id").Single());
    }

    [Fact]
    public async Task Thirty_two_clients_at_once_each_get_their_own_answer()
    {
        var calls = Enumerable.Range(0, 32).Select(async client =>
        {
            for (var i = 0; i < 20; i++)
                Assert.Equal(new Greeting($"{client}-{i}"), await Client.GetFromJsonAsync<Greeting>($"/union/{client}-{i}", Ct));
        });
        await Task.WhenAll(calls);
    }
}
