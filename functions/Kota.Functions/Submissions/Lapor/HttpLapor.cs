using System.Net.Http.Headers;
using System.Net.Http.Json;
using Kota.Kernel.Http;
using Kota.Kernel.Tables;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Submissions.Lapor;

/// <summary>
/// LAPOR over HTTP and JSON: <c>POST laporan</c>, <c>POST laporan/{number}/tindak-lanjut</c>, <c>GET laporan/{number}</c>, with
/// Idempotency-Key. Made up by us, for want of a public document.
/// </summary>
internal sealed class HttpLapor(HttpClient http, IOptions<LaporOptions> options) : ILapor
{
    public async Task<string> ForwardAsync(LaporReport report, string key, CancellationToken ct) =>
        (await SendAsync<Receipt>(HttpMethod.Post, "laporan", report, key, ct)).Number;

    public Task TellAsync(string number, LaporStep step, string key, CancellationToken ct) =>
        SendAsync<LaporNews>(HttpMethod.Post, $"laporan/{Uri.EscapeDataString(number)}/tindak-lanjut", step, key, ct);

    public Task<LaporNews> ReadAsync(string number, CancellationToken ct) =>
        SendAsync<LaporNews>(HttpMethod.Get, $"laporan/{Uri.EscapeDataString(number)}", null, null, ct);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, string? key, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(new Uri(options.Value.Url!.TrimEnd('/') + "/"), path));
        if (options.Value.Key is { Length: > 0 } secret)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType(), options: JsonBody.Options);
        using var response = await http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        return StoredJson.Read<T>(await response.Content.ReadAsStringAsync(ct));
    }

    private sealed record Receipt(string Number);
}
