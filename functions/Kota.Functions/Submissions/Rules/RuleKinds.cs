using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.Rules;

/// <summary>A set of rules of a service that the city admin changes while Kota runs. The whole set is replaced at once.</summary>
public abstract record RuleSet;

/// <summary>Which agency a category goes to in a place and at a time; where nothing fits, the service's file says it.</summary>
public sealed record RoutingRules(IReadOnlyList<RoutingRule> Rules) : RuleSet;

/// <param name="Category">Code of a category of the service.</param>
/// <param name="Agency">Code of the agency.</param>
/// <param name="From">First day in Malang on which it holds.</param>
/// <param name="To">Last day; null for no end.</param>
/// <param name="Kelurahan">Kemendagri code; null for the whole city. A rule for a kelurahan goes before one for the city.</param>
public sealed record RoutingRule(string Category, string Agency, DateOnly From, DateOnly? To = null, string? Kelurahan = null);

/// <summary>Texts that officers start their answers from.</summary>
public sealed record AnswerTemplates(IReadOnlyList<AnswerTemplate> Templates) : RuleSet;

/// <param name="Code">Kebab-case, unique in the set.</param>
/// <param name="Name">What officers choose by.</param>
/// <param name="Action">Code of the action whose text it is.</param>
/// <param name="Text">The text, in both languages.</param>
/// <param name="Categories">Categories that it is offered for; empty for all.</param>
public sealed record AnswerTemplate(string Code, LocalText Name, string Action, LocalText Text, IReadOnlyList<string>? Categories = null);

/// <summary>Lists that officers choose from, such as the reasons of a rejection, in place of those of the service's file.</summary>
public sealed record ReasonLists(IReadOnlyList<ReasonList> Lists) : RuleSet;

/// <param name="Action">Code of an action.</param>
/// <param name="Input">Name of an input of that action, of type choice.</param>
/// <param name="Options">What may be chosen.</param>
public sealed record ReasonList(string Action, string Input, IReadOnlyList<OptionDefinition> Options);

/// <summary>Words that keep a submission from the public and from its agency until the city admin has read it.</summary>
/// <param name="Words">Words or phrases; capitals do not matter, and only whole words count.</param>
public sealed record BannedWords(IReadOnlyList<string> Words) : RuleSet;

/// <summary>The kinds of rules by the names that they have in URLs and keys.</summary>
public static class RuleKinds
{
    public const string Routing = "routing", Templates = "templates", Reasons = "reasons", Banned = "banned-words";

    public static IReadOnlyList<string> All { get; } = [Routing, Templates, Reasons, Banned];

    /// <summary>The set in these bytes, or what is wrong with them.</summary>
    public static Outcome<RuleSet> Parse(string kind, ReadOnlySpan<byte> json) => kind switch
    {
        Routing => JsonBody.Parse<RoutingRules>(json).Map<RuleSet>(r => r),
        Templates => JsonBody.Parse<AnswerTemplates>(json).Map<RuleSet>(r => r),
        Reasons => JsonBody.Parse<ReasonLists>(json).Map<RuleSet>(r => r),
        Banned => JsonBody.Parse<BannedWords>(json).Map<RuleSet>(r => r),
        _ => Failure.NotFound("rules-unknown"),
    };

    /// <summary>The set without a rule.</summary>
    public static RuleSet Empty(string kind) => kind switch
    {
        Routing => new RoutingRules([]),
        Templates => new AnswerTemplates([]),
        Reasons => new ReasonLists([]),
        Banned => new BannedWords([]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The set as stored.</summary>
    public static JsonElement ToJson(RuleSet rules) => JsonSerializer.SerializeToElement(rules, rules.GetType(), JsonBody.Options);
}
