using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Kota.TestKit;

/// <summary>
/// SP4N-LAPOR as <c>HttpLapor</c> speaks to it, on a free port: gives each key one number, takes each step once, and can be away or
/// lose its answers.
/// </summary>
public sealed class LaporSimulator : IAsyncDisposable
{
    public const string Key = "simulator-key";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, string> numbers = new();
    private readonly ConcurrentDictionary<string, (int Revision, string? Note)> news = new();
    private int lose;

    private LaporSimulator() => app = LocalServer.With(AnswerAsync);

    /// <summary>Its address, for <c>Kota:Lapor:Url</c>.</summary>
    public string Url => app.Urls.First();

    /// <summary>Answers 503 to everything.</summary>
    public bool Away { get; set; }

    /// <summary>The reports that it has, by the sender's reference.</summary>
    public ConcurrentDictionary<string, JsonElement> Reports { get; } = new();

    /// <summary>The steps that it was told, in order, by number; each key once.</summary>
    public ConcurrentDictionary<string, List<string>> Steps { get; } = new();

    /// <summary>How many requests came with an idempotency key that was seen before.</summary>
    public int Repeats { get; private set; }

    private readonly ConcurrentDictionary<string, bool> stepKeys = new();

    public static async Task<LaporSimulator> StartAsync()
    {
        var simulator = new LaporSimulator();
        await simulator.app.StartAsync();
        return simulator;
    }

    /// <summary>Takes the next requests and answers them with a broken connection.</summary>
    public void LoseAnswers(int times) => lose = times;

    /// <summary>The ministry writes a note on a report.</summary>
    public void Write(string reference, string note) =>
        news.AddOrUpdate(numbers[reference], _ => (1, note), (_, before) => (before.Revision + 1, note));

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        if (Away || http.Request.Headers.Authorization != "Bearer " + Key)
        {
            http.Response.StatusCode = Away ? 503 : 401;
            return;
        }

        var answer = http.Request.Path.Value!.Split('/') switch
        {
            [_, "laporan"] => await TakeAsync(http.Request),
            [_, "laporan", var number, "tindak-lanjut"] => await StepAsync(http.Request, number),
            [_, "laporan", var number] => News(number),
            _ => null,
        };
        if (Interlocked.Decrement(ref lose) >= 0)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = answer is null ? 404 : 200;
        if (answer is not null)
            await http.Response.WriteAsJsonAsync(answer, answer.GetType());
    }

    private async Task<object?> TakeAsync(HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        var report = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
        if (!Reports.TryAdd(report.GetProperty("reference").GetString()!, report))
            Repeats++;
        return new { number = numbers.GetOrAdd(key, _ => $"LAPOR-{numbers.Count + 1}") };
    }

    private async Task<object?> StepAsync(HttpRequest request, string number)
    {
        var step = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
        if (!stepKeys.TryAdd(request.Headers["Idempotency-Key"].ToString(), true))
            Repeats++;
        else
            Steps.GetOrAdd(number, _ => []).Add(step.GetProperty("state").GetString()!);
        return News(number);
    }

    private object News(string number)
    {
        var (revision, note) = news.GetValueOrDefault(number);
        return new { revision, note };
    }
}
