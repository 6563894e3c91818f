using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Kota.Benchmarks;

/// <summary>The report that every run sends: a guest's, as JSON, without photos or personal fields.</summary>
internal static class Report
{
    public const string Service = "sambat";
    public const string Category = "damaged-road";
    public const string Kelurahan = "35.73.05.1004";
    public const int Rw = 3;

    private static readonly byte[] Body = JsonSerializer.SerializeToUtf8Bytes(new { category = Category, fields = Fields, place = new { kelurahan = Kelurahan, rw = Rw } });

    public static Dictionary<string, string> Fields => new()
    {
        ["title"] = "Lubang di tengah jalan depan pasar",
        ["description"] = "Lubang besar di depan Pasar Dinoyo, sudah dua minggu. Dalamnya kira-kira sejengkal, dan dua pengendara motor sudah jatuh.",
    };

    /// <summary>Sends it under a key of its own and reads the answer to its end; gives the tracking id.</summary>
    public static async Task<string> SendAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/services/{Service}/submissions") { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        if (response.StatusCode != HttpStatusCode.Created)
            throw new InvalidOperationException($"{(int)response.StatusCode} instead of 201: {Encoding.UTF8.GetString(answer)}");
        var reader = new Utf8JsonReader(answer);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("id"u8) && reader.Read())
                return reader.GetString()!;
        }

        throw new InvalidOperationException("The answer names no id.");
    }
}
