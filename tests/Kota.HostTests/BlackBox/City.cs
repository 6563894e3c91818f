using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Kota.TestKit;

namespace Kota.HostTests.BlackBox;

/// <summary>
/// Speaks to a city over HTTP and nothing else: to the one at KOTA_BASE_URL (the Functions host, say), or to an embedded host
/// that it starts. It may have data of other tests, so a test looks only at what it made.
/// </summary>
public sealed class City(AzuriteFixture azurite) : IAsyncLifetime
{
    private KotaTestHost? host;
    private HttpClient? remote;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("KOTA_BASE_URL") is { Length: > 0 } url)
        {
            Address = new Uri(url);
            remote = new HttpClient();
            return;
        }

        host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { RunTriggers = true, Now = DateTimeOffset.UtcNow });
        Address = host.Address;
    }

    public async ValueTask DisposeAsync()
    {
        remote?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
    }

    /// <summary>Somebody with a browser of their own.</summary>
    public Visitor Guest() => new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address });

    /// <summary>A guest sends this to SAMBAT, whatever it is.</summary>
    public async Task<HttpResponseMessage> SubmitJsonAsync(string json)
    {
        using var reporter = Guest();
        return await reporter.SubmitAsync(new StringContent(json, System.Text.Encoding.UTF8, "application/json"));
    }

    /// <summary>A demo person, signed in.</summary>
    public async Task<Visitor> SignInAsync(string person)
    {
        var visitor = Guest();
        using var response = await visitor.Http.PostAsJsonAsync("/.auth/login/dev", new { person }, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return visitor;
    }
}

/// <summary>A submission that a guest made.</summary>
public sealed record Ticket(string Id, string Pin);

/// <summary>Somebody who calls the city.</summary>
public sealed class Visitor(HttpClient http) : IDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public HttpClient Http { get; } = http;

    /// <summary>A demo person signed in at a host of the test's own; a guest for null.</summary>
    public static async Task<Visitor> SignInAsync(KotaTestHost host, string? person)
    {
        var visitor = new Visitor(host.NewClient(cookies: true));
        if (person is null)
            return visitor;
        using var response = await visitor.SendAsync(HttpMethod.Post, "/.auth/login/dev", JsonContent.Create(new { person }));
        await JsonAsync(response, 200);
        return visitor;
    }

    public void Dispose() => Http.Dispose();

    /// <summary>The form of a pothole report.</summary>
    public static MultipartFormDataContent Pothole(byte[]? photo = null, string title = "Lubang di jalan")
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent("damaged-road"), "category" },
            { new StringContent(title), "fields.title" },
            { new StringContent("Lubang besar di depan Pasar Dinoyo, sudah dua minggu."), "fields.description" },
            { new StringContent("35.73.05.1004"), "place.kelurahan" },
            { new StringContent("3"), "place.rw" },
        };
        AddPhoto(form, photo);
        return form;
    }

    public static void AddPhoto(MultipartFormDataContent form, byte[]? photo, string name = "foto.jpg")
    {
        if (photo is null)
            return;
        var part = new ByteArrayContent(photo);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(part, "photos", name);
    }

    public Task<HttpResponseMessage> SubmitAsync(HttpContent body, string? key = null, string service = "sambat") =>
        SendAsync(HttpMethod.Post, $"/api/v1/services/{service}/submissions", body, ("Idempotency-Key", key));

    public async Task<Ticket> ReportAsync(byte[]? photo = null)
    {
        using var response = await SubmitAsync(Pothole(photo));
        var receipt = await JsonAsync(response, 201);
        return new Ticket(receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString()!);
    }

    public async Task<JsonElement> ReadAsync(string id, string? pin = null)
    {
        using var response = await SendAsync(HttpMethod.Get, $"/api/v1/submissions/{id}", null, ("X-Kota-Pin", pin));
        return await JsonAsync(response, 200);
    }

    /// <summary>The submission once it is in this state.</summary>
    public async Task<JsonElement> AwaitStateAsync(string id, string state)
    {
        JsonElement seen = default;
        await Eventually.TrueAsync(async () => StateOf(seen = await ReadAsync(id)) == state, $"{id} is {state}");
        return seen;
    }

    public async Task<IReadOnlyList<JsonElement>> TimelineAsync(string id, string? pin = null)
    {
        using var response = await SendAsync(HttpMethod.Get, $"/api/v1/submissions/{id}/timeline", null, ("X-Kota-Pin", pin));
        return [.. (await JsonAsync(response, 200)).EnumerateArray()];
    }

    public Task<HttpResponseMessage> ActAsync(string id, int version, string action, object? inputs = null, string? pin = null, string? key = null) =>
        SendAsync(
            HttpMethod.Post, $"/api/v1/submissions/{id}/transitions", JsonContent.Create(new { action, inputs = inputs ?? new { } }),
            ("If-Match", $"\"{version}\""), ("X-Kota-Pin", pin), ("Idempotency-Key", key));

    public async Task<HttpResponseMessage> AnswerAsync(string id, int version, string text, byte[]? photo)
    {
        var form = new MultipartFormDataContent { { new StringContent("answer"), "action" }, { new StringContent(text), "inputs.text" } };
        AddPhoto(form, photo);
        return await SendAsync(HttpMethod.Post, $"/api/v1/submissions/{id}/transitions", form, ("If-Match", $"\"{version}\""));
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request, Ct);
    }

    public static string StateOf(JsonElement submission) => submission.GetProperty("state").GetProperty("code").GetString()!;

    public static int VersionOf(JsonElement submission) => submission.GetProperty("version").GetInt32();

    /// <summary>The body as JSON, after the status was as expected; the body is shown when it was not.</summary>
    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}, not {status}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The problem, after status, media type and the members that every problem has were as expected.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, int status, string? code = null)
    {
        var problem = await JsonAsync(response, status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.Equal("urn:kota:problem:" + problem.GetProperty("code").GetString(), problem.GetProperty("type").GetString());
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("traceId").GetString());
        if (code is not null)
            Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem;
    }

    /// <summary>The codes of a problem's errors by pointer.</summary>
    public static ILookup<string, string> ErrorsOf(JsonElement problem) => problem.GetProperty("errors").EnumerateArray()
        .ToLookup(e => e.GetProperty("pointer").GetString()!, e => e.GetProperty("code").GetString()!);
}
