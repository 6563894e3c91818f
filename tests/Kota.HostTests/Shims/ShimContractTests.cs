using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Kota.HostTests.Shims;

/// <summary>The shims against the public shape of the real packages (Worker 2.52.0): what compiles here must compile there.</summary>
public sealed class ShimContractTests
{
    private const string Namespace = "Microsoft.Azure.Functions.Worker";

    [Fact]
    public void No_type_stands_here_that_the_packages_lack() => Assert.Equal(
        [
            "AuthorizationLevel", "FunctionAttribute", "HttpTriggerAttribute", "QueueTriggerAttribute", "ScheduleStatus", "ServiceBusTriggerAttribute", "TimerInfo", "TimerTriggerAttribute",
        ],
        typeof(FunctionAttribute).Assembly.GetExportedTypes().Where(t => t.Namespace == Namespace).Select(t => t.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(typeof(FunctionAttribute), "(String name)", "Name:get")]
    [InlineData(
        typeof(HttpTriggerAttribute),
        "() | (AuthorizationLevel authLevel) | (AuthorizationLevel authLevel, params String[] methods) | (params String[] methods)",
        "AuthLevel:get Methods:get Route:get,set")]
    [InlineData(typeof(QueueTriggerAttribute), "(String queueName)", "Connection:get,set QueueName:get")]
    [InlineData(
        typeof(ServiceBusTriggerAttribute),
        "(String queueName) | (String topicName, String subscriptionName)",
        "AutoCompleteMessages:get,set Connection:get,set IsBatched:get,set IsSessionsEnabled:get,set QueueName:get SubscriptionName:get TopicName:get")]
    [InlineData(typeof(TimerTriggerAttribute), "(String schedule)", "RunOnStartup:get,set Schedule:get UseMonitor:get,set")]
    [InlineData(typeof(TimerInfo), "()", "IsPastDue:get,set ScheduleStatus:get,set")]
    [InlineData(typeof(ScheduleStatus), "()", "Last:get,set LastUpdated:get,set Next:get,set")]
    public void Constructors_and_properties_are_those_of_the_packages(Type type, string constructors, string properties)
    {
        Assert.Equal(constructors, string.Join(" | ", type.GetConstructors().Select(Signature).Order(StringComparer.Ordinal)));
        Assert.Equal(properties, string.Join(' ', Own(type).Select(Signature).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Authorization_levels_have_the_numbers_of_the_packages() => Assert.Equal(
        [("Anonymous", 0), ("User", 1), ("Function", 2), ("System", 3), ("Admin", 4)],
        Enum.GetValues<AuthorizationLevel>().Select(l => (l.ToString(), (int)l)));

    [Fact]
    public void Defaults_are_those_of_the_packages()
    {
        Assert.Equal((AuthorizationLevel.Function, null, null), (new HttpTriggerAttribute().AuthLevel, new HttpTriggerAttribute().Methods, new HttpTriggerAttribute().Route));
        // The packages leave the level of this constructor at the enum's first value, though the host then asks for a key.
        Assert.Equal(AuthorizationLevel.Anonymous, new HttpTriggerAttribute("get").AuthLevel);
        Assert.True(new TimerTriggerAttribute("0 0 * * * *").UseMonitor);
        Assert.False(new TimerTriggerAttribute("0 0 * * * *").RunOnStartup);
        var bus = new ServiceBusTriggerAttribute("topic", "subscription");
        Assert.Equal((null, "topic", "subscription", false, false, false), (bus.QueueName, bus.TopicName, bus.SubscriptionName, bus.IsBatched, bus.IsSessionsEnabled, bus.AutoCompleteMessages));
        Assert.Equal((null, false), (new TimerInfo().ScheduleStatus, new TimerInfo().IsPastDue));
    }

    [Fact]
    public void Attributes_stand_where_those_of_the_packages_may()
    {
        Assert.Equal(AttributeTargets.Method, Targets(typeof(FunctionAttribute)));
        foreach (var trigger in new[] { typeof(HttpTriggerAttribute), typeof(QueueTriggerAttribute), typeof(ServiceBusTriggerAttribute), typeof(TimerTriggerAttribute) })
            Assert.Equal(AttributeTargets.Parameter, Targets(trigger));
    }

    private static AttributeTargets Targets(Type attribute) => attribute.GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn;

    private static PropertyInfo[] Own(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static string Signature(ConstructorInfo constructor) => $"({string.Join(", ", constructor.GetParameters().Select(p =>
        $"{(p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{p.ParameterType.Name} {p.Name}"))})";

    private static string Signature(PropertyInfo property) =>
        $"{property.Name}:{string.Join(',', new[] { property.GetMethod is { IsPublic: true } ? "get" : null, property.SetMethod is { IsPublic: true } ? "set" : null }.OfType<string>())}";
}
