using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kota.Functions.Submissions.Rules;

/// <summary>The rules as they hold. Each instance keeps them and looks for newer ones when they are 30 seconds old.</summary>
public sealed partial class RuleBook(ServiceCatalogue catalogue, RuleStore store, CityClock clock, TimeProvider time, ILogger<RuleBook> logger) : IHostedService
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Refreshed<Book>> books = new();

    /// <summary>The service as it holds for a submission: agencies of its categories and lists of its inputs as the rules say.</summary>
    public async ValueTask<ServiceDefinition> ForAsync(ServiceDefinition definition, Submission submission, CancellationToken ct) =>
        (await BookAsync(definition.Code, ct)).Apply(definition, submission, clock.Today);

    /// <summary>The texts that officers may start from when they act on submissions of these categories.</summary>
    public async ValueTask<IReadOnlyList<AnswerTemplate>> TemplatesAsync(string service, IReadOnlyCollection<string?> categories, CancellationToken ct) =>
        [.. (await BookAsync(service, ct)).Templates.Where(t => t.Categories is null or { Count: 0 } || categories.All(t.Categories.Contains))];

    /// <summary>Whether a text of the submission holds a banned word.</summary>
    public async ValueTask<bool> IsBannedAsync(string service, IReadOnlyDictionary<string, JsonElement> values, CancellationToken ct) =>
        (await BookAsync(service, ct)).Bans(values.Values.Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!));

    /// <summary>Lets this instance act by a change that was just made.</summary>
    public void Forget(string service) => Of(service).Forget();

    /// <summary>Reads all before the first request; storage that is away then is asked again by the request that needs them.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(catalogue.All.Select(s => BookAsync(s.Code, cancellationToken).AsTask()));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Unread(logger, e.GetType().Name);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private ValueTask<Book> BookAsync(string service, CancellationToken ct) => Of(service).GetAsync(ct);

    private Refreshed<Book> Of(string service) => books.GetOrAdd(
        service, code => new Refreshed<Book>(ct => ReadAsync(code, ct), Life, time, e => Log.Unread(logger, e.GetType().Name)));

    private async Task<Book> ReadAsync(string service, CancellationToken ct)
    {
        var rows = await Task.WhenAll(RuleKinds.All.Select(async kind => (await store.NewestAsync(service, kind, ct))?.Rules(kind)));
        return new Book([.. rows.OfType<RoutingRules>().SelectMany(r => r.Rules)], [.. rows.OfType<ReasonLists>().SelectMany(r => r.Lists)],
            [.. rows.OfType<AnswerTemplates>().SelectMany(r => r.Templates)], Pattern([.. rows.OfType<BannedWords>().SelectMany(r => r.Words)]));
    }

    // Whole words, whatever stands between the words of a phrase. Each word has a letter or digit, so that nothing backtracks far.
    private static Regex? Pattern(IReadOnlyList<string> words) => words.Count == 0 ? null : new Regex(
        $@"(?<![\p{{L}}\p{{N}}])({string.Join('|', words.Select(w => string.Join(@"[\W_]+", w.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape))))})(?![\p{{L}}\p{{N}}])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private sealed record Book(IReadOnlyList<RoutingRule> Routing, IReadOnlyList<ReasonList> Reasons, IReadOnlyList<AnswerTemplate> Templates, Regex? Banned)
    {
        public ServiceDefinition Apply(ServiceDefinition definition, Submission submission, DateOnly today)
        {
            if (Reasons.Count > 0)
                definition = definition with { Actions = [.. definition.Actions.Select(WithReasons)] };
            return RoutingMatch.Find(Routing, submission.Category, submission.Place?.Kelurahan, today) is { } rule
                ? definition with { Categories = [.. definition.Categories.Select(c => c.Code == rule.Category ? c with { Agency = rule.Agency } : c)] }
                : definition;
        }

        public bool Bans(IEnumerable<string> texts)
        {
            try
            {
                return Banned is not null && texts.Any(Banned.IsMatch);
            }
            catch (RegexMatchTimeoutException)
            {
                // A text that cannot be read in time is for a person to read.
                return true;
            }
        }

        private ActionDefinition WithReasons(ActionDefinition action)
        {
            var lists = Reasons.Where(r => r.Action == action.Code).ToDictionary(r => r.Input, r => r.Options);
            return lists.Count == 0 ? action
                : action with { Inputs = [.. action.Inputs.Select(i => lists.TryGetValue(i.Name, out var options) ? i with { Options = options } : i)] };
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2021, LogLevel.Warning, "Rules cannot be read now: {Reason}")]
        public static partial void Unread(ILogger logger, string reason);
    }
}

/// <summary>Which routing rule holds.</summary>
internal static class RoutingMatch
{
    /// <summary>The rule for the kelurahan before one for the city, and of those the one that came into force last; null when none fits.</summary>
    public static RoutingRule? Find(IReadOnlyList<RoutingRule> rules, string? category, string? kelurahan, DateOnly today) => rules
        .Where(r => r.Category == category && (r.Kelurahan is null || r.Kelurahan == kelurahan) && r.From <= today && (r.To is null || today <= r.To))
        .OrderByDescending(r => r.Kelurahan is not null).ThenByDescending(r => r.From)
        .FirstOrDefault();
}
