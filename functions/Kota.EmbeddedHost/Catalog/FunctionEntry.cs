using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace Kota.EmbeddedHost.Catalog;

/// <summary>A function that the host runs.</summary>
/// <param name="Name">Name, unique in the app.</param>
/// <param name="Method">The method.</param>
internal abstract record FunctionEntry(string Name, MethodInfo Method)
{
    /// <summary>Switched off by AzureWebJobs.NAME.Disabled: its triggers do not fire.</summary>
    public bool IsDisabled { get; init; }

    public FunctionInvoker Invoker { get; } = new(Method);
}

/// <summary>Runs for a request.</summary>
/// <param name="Name">Name, unique in the app.</param>
/// <param name="Method">The method.</param>
/// <param name="Verbs">Upper-case verbs; empty for all.</param>
/// <param name="Route">Route below the prefix.</param>
internal sealed record HttpEntry(string Name, MethodInfo Method, IReadOnlyList<string> Verbs, RoutePattern Route) : FunctionEntry(Name, Method);

/// <summary>Runs for a message of a storage queue, or of the queue that stands in for a subscription.</summary>
/// <param name="Name">Name, unique in the app.</param>
/// <param name="Method">The method.</param>
/// <param name="Queue">Queue to read.</param>
/// <param name="Topic">Topic whose subscription the queue stands in for; null for a queue of its own.</param>
/// <param name="Subscription">That subscription.</param>
internal sealed record QueueEntry(string Name, MethodInfo Method, string Queue, string? Topic, string? Subscription) : FunctionEntry(Name, Method)
{
    public const string PoisonSuffix = "-poison";

    /// <summary>Where a message goes that keeps failing; a poison queue has none of its own.</summary>
    public string? PoisonQueue => Queue.EndsWith(PoisonSuffix, StringComparison.Ordinal) ? null : Queue + PoisonSuffix;
}

/// <summary>Runs on a schedule.</summary>
/// <param name="Name">Name, unique in the app.</param>
/// <param name="Method">The method.</param>
/// <param name="Schedule">Six-field cron, in UTC.</param>
/// <param name="Trigger">The attribute.</param>
internal sealed record TimerEntry(string Name, MethodInfo Method, CrontabSchedule Schedule, TimerTriggerAttribute Trigger) : FunctionEntry(Name, Method);
