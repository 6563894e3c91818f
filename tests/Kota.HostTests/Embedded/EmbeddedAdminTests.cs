using System.Net;
using System.Net.Http.Json;
using System.Text;
using Kota.Kernel.Http;
using Kota.TestKit;

namespace Kota.HostTests.Embedded;

public sealed class EmbeddedAdminTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private TestHost host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await TestHost.StartAsync(azurite.NewAccount(), settings: ("KOTA_MASTER_KEY", "master"));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("Hourly", "{}", "on time, not remembered")]
    [InlineData("hourly", """{"input":""}""", "on time, not remembered")]
    [InlineData("Plain", """{"input":"by hand"}""", "by hand")]
    [InlineData("First", """{"input":"by hand"}""", "by hand")]
    public async Task The_master_key_runs_any_function_but_an_http_one(string function, string body, string seen)
    {
        using var answer = await RunAsync(function, body, "master");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await host.Drain.DrainAsync(Ct);
        Assert.Equal(seen, Assert.Single(host.Seen.Calls, c => c.Function.Equals(function, StringComparison.OrdinalIgnoreCase)).Body);
    }

    [Theory]
    [InlineData("Hourly", "{}", null, 401, "master-key-needed")]
    [InlineData("Hourly", "{}", "wrong", 401, "master-key-needed")]
    [InlineData("Nothing", "{}", "master", 404, "not-found")]
    [InlineData("Home", "{}", "master", 404, "not-found")]
    [InlineData("Hourly", "{\"input\":", "master", 400, "invalid-input")]
    [InlineData("Hourly", "", "master", 400, "invalid-input")]
    [InlineData("Plain", "{}", "master", 400, "invalid-input")]
    public async Task Anything_else_is_a_problem(string function, string body, string? key, int status, string code)
    {
        using var answer = await RunAsync(function, body, key);
        Assert.Equal((status, code), ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<Problem>(Ct))!.Code));
        Assert.Empty(host.Seen.Calls);
    }

    [Fact]
    public async Task Without_a_master_key_nobody_runs_anything()
    {
        await using var keyless = await TestHost.StartAsync(azurite.NewAccount(), settings: ("KOTA_MASTER_KEY", ""));
        using var request = Request("Hourly", "{}", "");
        using var answer = await keyless.Client.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> RunAsync(string function, string body, string? key)
    {
        using var request = Request(function, body, key);
        return await host.Client.SendAsync(request, Ct);
    }

    private static HttpRequestMessage Request(string function, string body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/admin/functions/{function}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        return request;
    }
}
