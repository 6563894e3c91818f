using Kota.EmbeddedHost.Catalog;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Kota.HostTests.Embedded;

public sealed class EmbeddedCatalogTests
{
    private static readonly IConfiguration Settings = new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Known"] = "known", ["BadSchedule"] = "every hour" }).Build();

    [Theory]
    [InlineData(typeof(BadFunctions.SameName), "Function Twice: the name stands twice, on SameName.A and SameName.B.")]
    [InlineData(typeof(BadFunctions.SameRoute), "Function RouteB: RouteA has the same verb and route 'things/{other:int}'.")]
    [InlineData(typeof(BadFunctions.SameRouteAnyVerb), "Function AnyB: AnyA has the same verb and route 'things'.")]
    [InlineData(typeof(BadFunctions.SameQueue), "Function QueueB: QueueA reads same too, so each message would reach only one of them.")]
    [InlineData(typeof(BadFunctions.NoTrigger), "Function None: it needs exactly one trigger and NoTrigger.Run has 0.")]
    [InlineData(typeof(BadFunctions.ForeignParameter), "Function Foreign: parameter 'services' is neither a CancellationToken nor a value of the route.")]
    [InlineData(typeof(BadFunctions.NotInRoute), "Function Missing: parameter 'name' is neither a CancellationToken nor a value of the route.")]
    [InlineData(typeof(BadFunctions.UnconstrainedInt), "Function Number: its route must say {id:int}, for 'id' is of type Int32.")]
    [InlineData(typeof(BadFunctions.ReturnsText), "Function Text: it returns Task`1, and may return Task, Task<IResult> or Task<Results<...>>.")]
    [InlineData(typeof(BadFunctions.QueueReturns), "Function Output: it returns Task`1, and may return Task.")]
    [InlineData(typeof(BadFunctions.QueueOfBytes), "Function Bytes: its trigger parameter 'body' must be of type String.")]
    [InlineData(typeof(BadFunctions.AdminRoute), "Function Admin: its route 'administration' begins with 'admin' or 'runtime', which the real host keeps for itself.")]
    [InlineData(typeof(BadFunctions.RuntimeRoute), "Function Runtime: its route 'runtime/x' begins with 'admin' or 'runtime', which the real host keeps for itself.")]
    [InlineData(typeof(BadFunctions.KeyLevel), "Function Key: its HttpTrigger must say AuthorizationLevel.Anonymous, for our own code decides who may do what.")]
    [InlineData(typeof(BadFunctions.NoLevel), "Function Level: its HttpTrigger must say AuthorizationLevel.Anonymous, for our own code decides who may do what.")]
    [InlineData(typeof(BadFunctions.BadTemplate), "Function Template: '{open' is no route template (")]
    [InlineData(typeof(BadFunctions.UnknownSetting), "Function Unknown: the setting Unknown of '%Unknown%' is missing.")]
    [InlineData(typeof(BadFunctions.BadCron), "Function Cron: '0 */5 * * *' is no NCrontab expression of six fields.")]
    [InlineData(typeof(BadFunctions.BadCronSetting), "Function CronSetting: 'every hour' is no NCrontab expression of six fields.")]
    [InlineData(typeof(BadFunctions.BadQueueName), "Function QueueName: 'No_Queue' is no queue name (")]
    [InlineData(typeof(BadFunctions.OtherAccount), "Function Account: its QueueTrigger must say Connection = \"KotaStorage\".")]
    [InlineData(typeof(BadFunctions.BusQueue), "Function Bus: a ServiceBusTrigger must name a topic and a subscription, with neither batches nor sessions.")]
    public void What_one_of_the_hosts_could_not_run_is_refused_with_one_sentence(Type functions, string sentence)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => FunctionCatalog.Read([functions], Settings));
        Assert.StartsWith(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Functions_are_found_by_their_attribute_with_route_and_verbs()
    {
        var catalog = FunctionCatalog.Read([typeof(Good)], Settings);
        Assert.Equal(["Dead", "Default", "Listed", "Subscribed"], catalog.Functions.Select(f => f.Name));
        var listed = catalog.Http.Single(f => f.Name == "Listed");
        Assert.Equal(["GET", "POST"], listed.Verbs);
        Assert.Equal("listed/{id:guid}", listed.Route.RawText);
        Assert.Equal("Default", catalog.Http.Single(f => f.Name == "Default").Route.RawText);
    }

    [Fact]
    public void A_topics_dead_letters_are_read_by_the_path_that_service_bus_gives_them()
    {
        var catalog = FunctionCatalog.Read([typeof(Good)], Settings);
        Assert.Equal("sb-events-known", catalog.Queues.Single(f => f.Name == "Subscribed").Queue);
        Assert.Equal("sb-events-known-poison", catalog.Queues.Single(f => f.Name == "Dead").Queue);
        Assert.Equal("known", Assert.Single(catalog.Subscriptions).Name);
    }

    [Fact]
    public void The_products_own_functions_are_accepted()
    {
        var options = new EmbeddedHost.EmbeddedHostOptions { StorageConnection = "UseDevelopmentStorage=true" };
        Assert.NotEmpty(FunctionCatalog.Read(options.FunctionAssemblies, EmbeddedHost.Settings.AppSettings.Load(options)).Functions);
    }

    internal sealed class Good
    {
        [Function("Default")]
        public Task Default([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Task.CompletedTask;

        [Function("Listed")]
        public Task<IResult> Listed([HttpTrigger(AuthorizationLevel.Anonymous, "get", "POST", Route = "/listed/{id:guid}")] HttpRequest request, Guid? id) => throw new NotSupportedException();

        [Function("Subscribed")]
        public Task Subscribed([ServiceBusTrigger("events", "%Known%")] string body) => Task.CompletedTask;

        [Function("Dead")]
        public Task Dead([ServiceBusTrigger("events", "known/$DeadLetterQueue")] string body) => Task.CompletedTask;
    }
}
