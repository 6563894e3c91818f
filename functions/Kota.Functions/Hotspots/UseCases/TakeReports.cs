using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kota.Functions.Hotspots.Pings;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Hotspots.UseCases;

/// <summary>A ping in a controller's report.</summary>
/// <param name="Id">The point.</param>
/// <param name="Signal">What it says; success unless said.</param>
/// <param name="At">When it was; now without.</param>
/// <param name="Usage">How the point is used.</param>
public sealed record PingReport(string Id, Signal Signal = Signal.Success, DateTimeOffset? At = null, Usage? Usage = null);

/// <summary>What became of a row.</summary>
/// <param name="Row">Its number, from 0.</param>
/// <param name="Id">The point that it names; null when it cannot be read.</param>
/// <param name="Status"><c>taken</c>, <c>invalid</c>, <c>unknown</c> or <c>busy</c>: send those that are busy again.</param>
/// <param name="Errors">What is wrong with it.</param>
public sealed record PingRow(int Row, string? Id, string Status, IReadOnlyList<FieldError>? Errors = null);

/// <summary>Takes what a controller reports for many points at once: each row by itself, those of a partition in one transaction.</summary>
public sealed class TakeReports(HotspotRegistry registry, PingBook book, IOptions<HotspotOptions> options)
{
    /// <summary>Rows in one request.</summary>
    public const int MaxRows = 1_000;

    /// <summary>Bytes in one request.</summary>
    public const int MaxBytes = 1_048_576;

    /// <param name="token">What the controller gave.</param>
    /// <param name="body">A JSON array, or one JSON object a line, of <see cref="PingReport"/>.</param>
    /// <param name="ct">Stops before the pings are handed on.</param>
    public async Task<Outcome<PingRow[]>> RunAsync(string? token, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (options.Value.ControllerToken is not { Length: > 0 } secret || token is null
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(token)))
        {
            return Failure.Unauthenticated("controller-token");
        }

        if (!Rows(body).Succeeded(out var rows, out var failure))
            return failure;
        return await Task.WhenAll(rows.Select((row, n) => TakeAsync(n, row, ct)));
    }

    private async Task<PingRow> TakeAsync(int number, ReadOnlyMemory<byte> json, CancellationToken ct)
    {
        if (!JsonBody.Parse<PingReport>(json.Span).Succeeded(out var report, out var failure))
            return new PingRow(number, null, "invalid", failure.Errors);
        if (UsageChecks.Check(report.Usage, "") is { Count: > 0 } errors)
            return new PingRow(number, report.Id, "invalid", errors);
        if (!Hotspot.IsId(report.Id) || await registry.FindAsync(report.Id, ct) is not { Lifecycle: not Lifecycle.Retired } hotspot)
            return new PingRow(number, report.Id, "unknown");
        var result = await book.AddAsync(hotspot, new Ping(report.Signal, report.At, report.Usage));
        return new PingRow(number, report.Id, result == PingResult.Taken ? "taken" : "busy");
    }

    private static Outcome<List<ReadOnlyMemory<byte>>> Rows(ReadOnlyMemory<byte> body)
    {
        var rows = new List<ReadOnlyMemory<byte>>();
        var first = body.Span.TrimStart(" \t\r\n"u8);
        if (first.Length == 0)
            return Failure.Invalid("", "json-malformed", 1);
        if (first[0] == (byte)'[')
        {
            try
            {
                using var array = JsonDocument.Parse(body);
                rows.AddRange(array.RootElement.EnumerateArray().Select(e => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(e.GetRawText())));
            }
            catch (JsonException e)
            {
                return JsonBody.Refusal(e);
            }
        }
        else
        {
            for (var rest = body; rest.Length > 0;)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                var line = end < 0 ? rest : rest[..end];
                if (!line.Span.Trim(" \t\r"u8).IsEmpty)
                    rows.Add(line);
                rest = end < 0 ? default : rest[(end + 1)..];
            }
        }

        return rows.Count > MaxRows ? Failure.Invalid("", "too-many-items", MaxRows) : rows;
    }
}
