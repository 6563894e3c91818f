using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Kota.Benchmarks.Host;
using Kota.Functions.Submissions.Storage;

namespace Kota.Benchmarks.Commands;

/// <summary>How soon a case with a long history opens for an officer, beside the same reads by the SDK.</summary>
internal static partial class CaseCommand
{
    private const int Rounds = 3;
    private const int Times = 300;
    private const int Events = 200;
    private const string Officer = "petugas-dpuprpkp";

    public static async Task<Table> RunAsync()
    {
        await PublishedHost.PublishAsync();
        await using var azurite = await Bench.StartAzuriteAsync();
        var storage = azurite.ConnectionString(Bench.Ours.Name);
        await using var host = await PublishedHost.StartAsync(storage);
        var heads = new TableClient(storage, SubmissionRow.Table);
        var cookie = await host.SignInAsync(Officer);
        var id = await LongCaseAsync(host, cookie, new FollowUp(storage));
        var table = new Table(
            $"A case with {Events} events, one client, {Times} times, median of {Rounds} (min..max)",
            "read", "KB", "Kota p50 ms", "Kota p99 ms", "floor p50 ms", "floor p99 ms");
        await AddAsync($"/api/v1/submissions/{id}", "its data", () => HeadAsync(heads, id));
        await AddAsync($"/api/v1/submissions/{id}/timeline", "its history", () => HistoryAsync(heads, id));
        await AddAsync($"/kelola/kasus/{id}", "the officer's page", () => HistoryAsync(heads, id));
        return table;

        async Task AddAsync(string path, string name, Func<Task> floor)
        {
            var answer = await GetAsync(host.Client, cookie, path);
            Check(path, answer);
            var rounds = new List<(Load Ours, Load Floor)>();
            await ClosedLoop.RunAsync(1, Times, () => GetAsync(host.Client, cookie, path));
            await ClosedLoop.RunAsync(1, Times, floor);
            for (var i = 0; i < Rounds; i++)
            {
                var ours = await ClosedLoop.RunAsync(1, Times, () => GetAsync(host.Client, cookie, path));
                rounds.Add((ours, await ClosedLoop.RunAsync(1, Times, floor)));
            }

            table.Add(
                name, $"{answer.Length / 1024.0:F0}", Table.Spread(rounds.Select(r => r.Ours.P50), "F1"), Table.Spread(rounds.Select(r => r.Ours.P99), "F1"),
                Table.Spread(rounds.Select(r => r.Floor.P50), "F1"), Table.Spread(rounds.Select(r => r.Floor.P99), "F1"));
        }
    }

    // Made by the product: submitted, forwarded by the rule, and then talked about.
    private static async Task<string> LongCaseAsync(PublishedHost host, string cookie, FollowUp followUp)
    {
        await Console.Error.WriteLineAsync($"making a case with {Events} events");
        var id = await Report.SendAsync(host.Client);
        await followUp.EndAsync();
        for (var n = 3; n <= Events; n++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"Catatan {n}: tim sudah melihat lokasi, material dipesan, pekerjaan menunggu cuaca.");
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/submissions/{id}/comments") { Content = JsonContent.Create(new { text, @public = n % 2 == 0 }) };
            request.Headers.Add("Cookie", cookie);
            using var response = await host.Client.SendAsync(request);
            if (response.StatusCode != HttpStatusCode.Created)
                throw new InvalidOperationException($"{(int)response.StatusCode} instead of 201: {await response.Content.ReadAsStringAsync()}");
        }

        await followUp.EndAsync();
        return id;
    }

    private static async Task<byte[]> GetAsync(HttpClient client, string cookie, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        return response.StatusCode == HttpStatusCode.OK ? answer : throw new InvalidOperationException($"{(int)response.StatusCode} instead of 200 from {path}.");
    }

    // A figure of a shorter history would be worth nothing.
    private static void Check(string path, byte[] answer)
    {
        using var json = path.StartsWith("/api", StringComparison.Ordinal) ? JsonDocument.Parse(answer) : null;
        var found = json is null ? Step().Count(Encoding.UTF8.GetString(answer))
            : json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.GetArrayLength()
            : json.RootElement.GetProperty("version").GetInt32();
        if (found != Events)
            throw new InvalidOperationException($"{path} tells of {found} events instead of {Events}.");
    }

    private static async Task HeadAsync(TableClient heads, string id) =>
        await heads.GetEntityAsync<SubmissionRow>(SubmissionRow.Partition(id), SubmissionRow.Key(id));

    private static async Task HistoryAsync(TableClient heads, string id)
    {
        await HeadAsync(heads, id);
        var prefix = EventRow.Prefix(id);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {SubmissionRow.Partition(id)} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        var found = 0;
        await foreach (var row in heads.QueryAsync<EventRow>(filter))
            found++;
        if (found != Events)
            throw new InvalidOperationException($"The floor finds {found} events instead of {Events}.");
    }

    [GeneratedRegex(@"<li>\s*<h3>")]
    private static partial Regex Step();
}
