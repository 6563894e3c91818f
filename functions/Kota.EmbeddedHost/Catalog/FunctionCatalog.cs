using System.Reflection;
using Kota.EmbeddedHost.Settings;
using Kota.Kernel.Messaging;
using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace Kota.EmbeddedHost.Catalog;

/// <summary>Every function of some assemblies. Refuses, with one sentence, what either host could not run or would run otherwise.</summary>
internal sealed class FunctionCatalog
{
    /// <summary>Path of the dead letters of a subscription, as Service Bus names it.</summary>
    public const string DeadLetterPath = "/$DeadLetterQueue";

    private FunctionCatalog(IReadOnlyList<FunctionEntry> functions) => Functions = functions;

    public IReadOnlyList<FunctionEntry> Functions { get; }

    public IEnumerable<HttpEntry> Http => Functions.OfType<HttpEntry>();

    public IEnumerable<QueueEntry> Queues => Functions.OfType<QueueEntry>();

    public IEnumerable<TimerEntry> Timers => Functions.OfType<TimerEntry>();

    /// <summary>The subscriptions that the storage-queue transport copies a topic's messages to.</summary>
    public IEnumerable<Subscription> Subscriptions =>
        Queues.Where(q => q.Topic is not null && !q.Subscription!.EndsWith(DeadLetterPath, StringComparison.Ordinal))
            .Select(q => new Subscription(q.Topic!, q.Subscription!)).Distinct();

    /// <exception cref="InvalidOperationException">A function is not one that both hosts can run.</exception>
    public static FunctionCatalog Read(IEnumerable<Assembly> assemblies, IConfiguration settings) =>
        Read(assemblies.Distinct().SelectMany(a => a.GetExportedTypes()), settings);

    /// <exception cref="InvalidOperationException">A function is not one that both hosts can run.</exception>
    public static FunctionCatalog Read(IEnumerable<Type> types, IConfiguration settings)
    {
        var methods = types.SelectMany(t => t.GetMethods(Declared))
            .Where(m => m.IsDefined(typeof(FunctionAttribute), inherit: false));
        var functions = methods.Select(m => Entry(m, settings)).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        foreach (var same in functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            throw Refused(same.Key, $"the name stands twice, on {string.Join(" and ", same.Select(f => Place(f.Method)))}");
        RouteRules.RefuseDuplicates(functions.OfType<HttpEntry>());
        foreach (var same in functions.OfType<QueueEntry>().GroupBy(q => q.Queue).Where(g => g.Count() > 1))
            throw Refused(same.Last().Name, $"{same.First().Name} reads {same.Key} too, so each message would reach only one of them");
        return new FunctionCatalog(functions);
    }

    /// <summary>The refusal of a function, as one sentence.</summary>
    internal static InvalidOperationException Refused(string function, string why) => new($"Function {function}: {why}.");

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static string Place(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static FunctionEntry Entry(MethodInfo method, IConfiguration settings)
    {
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        var triggers = method.GetParameters().SelectMany(p => p.GetCustomAttributes(), (p, a) => (Parameter: p, Attribute: a)).Where(t => IsTrigger(t.Attribute)).ToList();
        if (triggers is not [var trigger])
            throw Refused(name, $"it needs exactly one trigger and {Place(method)} has {triggers.Count}");
        FunctionEntry entry = trigger.Attribute switch
        {
            HttpTriggerAttribute http => RouteRules.Entry(name, method, trigger.Parameter, http),
            QueueTriggerAttribute queue => QueueOf(name, method, queue, settings),
            ServiceBusTriggerAttribute bus => TopicOf(name, method, bus, settings),
            TimerTriggerAttribute timer => TimerOf(name, method, timer, settings),
            _ => throw Refused(name, "its trigger is unknown"),
        };
        SignatureRules.Check(entry, trigger.Parameter);
        return entry with { IsDisabled = AppSettings.IsDisabled(settings, name) };
    }

    private static bool IsTrigger(Attribute attribute) =>
        attribute is HttpTriggerAttribute or QueueTriggerAttribute or ServiceBusTriggerAttribute or TimerTriggerAttribute;

    private static QueueEntry QueueOf(string name, MethodInfo method, QueueTriggerAttribute trigger, IConfiguration settings)
    {
        // Elsewhere the real host would read the host's own account, where nobody sends.
        if (trigger.Connection != Kernel.Tables.KotaStorage.Connection)
            throw Refused(name, $"its QueueTrigger must say Connection = \"{Kernel.Tables.KotaStorage.Connection}\"");
        return new QueueEntry(name, method, QueueName(name, AppSettings.Resolve(settings, trigger.QueueName, name)), null, null);
    }

    private static QueueEntry TopicOf(string name, MethodInfo method, ServiceBusTriggerAttribute trigger, IConfiguration settings)
    {
        if (trigger.TopicName is null || trigger.IsBatched || trigger.IsSessionsEnabled)
            throw Refused(name, "a ServiceBusTrigger must name a topic and a subscription, with neither batches nor sessions");
        var topic = AppSettings.Resolve(settings, trigger.TopicName, name);
        var subscription = AppSettings.Resolve(settings, trigger.SubscriptionName!, name);
        var queue = subscription.EndsWith(DeadLetterPath, StringComparison.Ordinal)
            ? new Subscription(topic, subscription[..^DeadLetterPath.Length]).QueueName + QueueEntry.PoisonSuffix
            : new Subscription(topic, subscription).QueueName;
        return new QueueEntry(name, method, QueueName(name, queue), topic, subscription);
    }

    // https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata
    private static string QueueName(string function, string queue)
    {
        var longest = queue.EndsWith(QueueEntry.PoisonSuffix, StringComparison.Ordinal) ? 63 : 63 - QueueEntry.PoisonSuffix.Length;
        var legal = queue.Length >= 3 && queue.Length <= longest && queue.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            && !queue.StartsWith('-') && !queue.EndsWith('-') && !queue.Contains("--", StringComparison.Ordinal);
        return legal ? queue : throw Refused(function, $"'{queue}' is no queue name (3 to {longest} of a-z, 0-9 and single hyphens)");
    }

    private static TimerEntry TimerOf(string name, MethodInfo method, TimerTriggerAttribute trigger, IConfiguration settings)
    {
        var expression = AppSettings.Resolve(settings, trigger.Schedule, name);
        return CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = true }) is { } schedule
            ? new TimerEntry(name, method, schedule, trigger)
            : throw Refused(name, $"'{expression}' is no NCrontab expression of six fields");
    }
}
