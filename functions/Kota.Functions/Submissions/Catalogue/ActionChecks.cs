namespace Kota.Functions.Submissions.Catalogue;

/// <summary>Rules for actions: who, from where, to where, how often, with what effect.</summary>
internal static class ActionChecks
{
    public static void Check(ServiceDefinition service, Findings findings)
    {
        var states = service.States.Select(s => s.Code).ToHashSet();
        findings.Codes(service.Actions.Select(a => a.Code), i => $"/actions/{i}/code", Codes.IsWord, Codes.WordName);
        foreach (var (i, action) in service.Actions.Index())
        {
            var at = $"/actions/{i}";
            findings.Require(!Codes.BuiltInActions.Contains(action.Code), $"{at}/code", $"'{action.Code}' is built in");
            States(action, states, at, findings);
            Actors(action, at, findings);
            Limits(service, action, states, at, findings);
            FieldChecks.Inputs(service, action, $"{at}/inputs", findings);
            Effects(service, action, action.Effects, $"{at}/effects", findings);
            if (action.Resolution is { } resolution)
                findings.Require(Codes.IsWord(resolution.Code), $"{at}/resolution/code", $"'{resolution.Code}' is not in {Codes.WordName}");
        }

        Loops(service, findings);
    }

    private static void States(ActionDefinition action, HashSet<string> states, string at, Findings findings)
    {
        findings.Require(action.From.Count > 0, $"{at}/from", "names no state");
        findings.Known(action.From, states, $"{at}/from", "state");
        var exists = action.To is null or ActionDefinition.Previous || states.Contains(action.To);
        findings.Require(exists, $"{at}/to", $"no state '{action.To}'");
    }

    private static void Actors(ActionDefinition action, string at, Findings findings)
    {
        findings.Require(action.By.Count > 0, $"{at}/by", "names nobody");
        findings.Require(action.By.Distinct().Count() == action.By.Count, $"{at}/by", "names somebody twice");
        var automatic = action.By.Any(a => a is Actor.System or Actor.Timer);
        findings.Require(!automatic || action.By.Count == 1, $"{at}/by", "a rule or a timer acts alone");
        findings.Require(!automatic || action.Inputs.Count == 0, $"{at}/inputs", "a rule or a timer has no inputs");
        var named = action.To is not (null or ActionDefinition.Previous);
        findings.Require(!automatic || named, $"{at}/to", "a rule or a timer must lead to a named state");
        var timed = action.By.Contains(Actor.Timer);
        findings.Require(!timed || action.AfterDays is >= 1, $"{at}/afterDays", "a timer needs at least 1 day");
        findings.Require(timed || action.AfterDays is null, $"{at}/afterDays", "is for timers only");
    }

    private static void Limits(ServiceDefinition service, ActionDefinition action, HashSet<string> states, string at, Findings findings)
    {
        findings.Require(action.Limit is null or >= 1, $"{at}/limit", "must be at least 1");
        if (action.Beyond is not { } beyond)
            return;
        findings.Require(action.Limit is not null, $"{at}/beyond", "needs a limit");
        findings.Require(states.Contains(beyond.To), $"{at}/beyond/to", $"no state '{beyond.To}'");
        Effects(service, action, beyond.Effects, $"{at}/beyond/effects", findings);
    }

    private static void Effects(
        ServiceDefinition service, ActionDefinition action, IReadOnlyList<EffectDefinition> effects, string pointer, Findings findings)
    {
        foreach (var (i, effect) in effects.Index())
        {
            var at = $"{pointer}/{i}";
            if (InputType(effect.Kind) is { } type)
            {
                var input = action.Inputs.FirstOrDefault(f => f.Name == effect.Input);
                findings.Require(input is not null, $"{at}/input", $"no input '{effect.Input}'");
                findings.Require(input is null || input.Type == type, $"{at}/input", $"'{effect.Input}' is not of type {type}");
                var optional = effect.Kind is EffectKind.AssignByInput or EffectKind.MergeInto && input is { Required: false };
                findings.Require(!optional, $"{at}/input", $"'{effect.Input}' must be required");
            }
            else
            {
                findings.Require(effect.Input is null, $"{at}/input", "this effect takes no input");
            }

            var clocks = effect.Kind == EffectKind.RestartClock;
            findings.Require(!clocks || service.Clocks.Any(c => c.Code == effect.Clock), $"{at}/clock", $"no clock '{effect.Clock}'");
            findings.Require(clocks || effect.Clock is null, $"{at}/clock", "this effect takes no clock");
            var byCategory = effect.Kind == EffectKind.AssignByCategory;
            findings.Require(!byCategory || service.Categories.Count > 0, $"{at}/kind", "the service has no categories");
        }
    }

    private static FieldType? InputType(EffectKind kind) => kind switch
    {
        EffectKind.AssignByInput => FieldType.Agency,
        EffectKind.Promise => FieldType.Date,
        EffectKind.MergeInto => FieldType.Submission,
        EffectKind.Rate => FieldType.Integer,
        _ => null,
    };

    // Rules act at once, one after the other: a circle of them would never come to rest.
    private static void Loops(ServiceDefinition service, Findings findings)
    {
        var rules = service.Actions.Index().Where(a => a.Item.By.Contains(Actor.System) && a.Item.To is not null).ToList();
        foreach (var (i, rule) in rules)
        {
            var reached = new HashSet<string>();
            var next = new Stack<string>([rule.To!]);
            while (next.TryPop(out var state))
            {
                if (reached.Add(state))
                {
                    foreach (var (_, other) in rules.Where(r => r.Item.From.Contains(state)))
                        next.Push(other.To!);
                }
            }

            findings.Require(!rule.From.Any(reached.Contains), $"/actions/{i}/to", "rules lead in a circle");
        }
    }
}
