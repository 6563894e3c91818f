using Kota.Kernel.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.HostTests.Embedded;

/// <summary>Functions that the catalog refuses. The outer class is not public, so the hosts of other tests do not see them.</summary>
internal static class BadFunctions
{
    private static readonly Task<IResult> Ok = Task.FromResult<IResult>(TypedResults.Ok());

    public sealed class SameName
    {
        [Function("Twice")]
        public Task<IResult> A([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a")] HttpRequest request) => Ok;

        [Function("Twice")]
        public Task<IResult> B([HttpTrigger(AuthorizationLevel.Anonymous, Route = "b")] HttpRequest request) => Ok;
    }

    public sealed class SameRoute
    {
        [Function("RouteA")]
        public Task<IResult> A([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "things/{id:int}")] HttpRequest request) => Ok;

        [Function("RouteB")]
        public Task<IResult> B([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "things/{other:int}")] HttpRequest request) => Ok;
    }

    public sealed class SameRouteAnyVerb
    {
        [Function("AnyA")]
        public Task<IResult> A([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things")] HttpRequest request) => Ok;

        [Function("AnyB")]
        public Task<IResult> B([HttpTrigger(AuthorizationLevel.Anonymous, Route = "things")] HttpRequest request) => Ok;
    }

    public sealed class SameQueue
    {
        [Function("QueueA")]
        public Task A([QueueTrigger("same", Connection = KotaStorage.Connection)] string body) => Task.CompletedTask;

        [Function("QueueB")]
        public Task B([QueueTrigger("same", Connection = KotaStorage.Connection)] string body) => Task.CompletedTask;
    }

    public sealed class NoTrigger
    {
        [Function("None")]
        public Task Run(string body) => Task.CompletedTask;
    }

    public sealed class ForeignParameter
    {
        [Function("Foreign")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, IServiceProvider services) => Ok;
    }

    public sealed class NotInRoute
    {
        [Function("Missing")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "x/{id}")] HttpRequest request, string name) => Ok;
    }

    public sealed class UnconstrainedInt
    {
        [Function("Number")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "x/{id}")] HttpRequest request, int id) => Ok;
    }

    public sealed class ReturnsText
    {
        [Function("Text")]
        public Task<string> Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Task.FromResult("");
    }

    public sealed class QueueReturns
    {
        [Function("Output")]
        public Task<IResult> Run([QueueTrigger("output", Connection = KotaStorage.Connection)] string body) => Ok;
    }

    public sealed class QueueOfBytes
    {
        [Function("Bytes")]
        public Task Run([QueueTrigger("bytes", Connection = KotaStorage.Connection)] byte[] body) => Task.CompletedTask;
    }

    public sealed class AdminRoute
    {
        [Function("Admin")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "administration")] HttpRequest request) => Ok;
    }

    public sealed class RuntimeRoute
    {
        [Function("Runtime")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "/runtime/x")] HttpRequest request) => Ok;
    }

    public sealed class KeyLevel
    {
        [Function("Key")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Ok;
    }

    public sealed class NoLevel
    {
        [Function("Level")]
        public Task<IResult> Run([HttpTrigger("get")] HttpRequest request) => Ok;
    }

    public sealed class BadTemplate
    {
        [Function("Template")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{open")] HttpRequest request) => Ok;
    }

    public sealed class UnknownSetting
    {
        [Function("Unknown")]
        public Task Run([QueueTrigger("%Unknown%", Connection = KotaStorage.Connection)] string body) => Task.CompletedTask;
    }

    public sealed class BadCron
    {
        [Function("Cron")]
        public Task Run([TimerTrigger("0 */5 * * *")] TimerInfo timer) => Task.CompletedTask;
    }

    public sealed class BadCronSetting
    {
        [Function("CronSetting")]
        public Task Run([TimerTrigger("%BadSchedule%")] TimerInfo timer) => Task.CompletedTask;
    }

    public sealed class BadQueueName
    {
        [Function("QueueName")]
        public Task Run([QueueTrigger("No_Queue", Connection = KotaStorage.Connection)] string body) => Task.CompletedTask;
    }

    public sealed class OtherAccount
    {
        [Function("Account")]
        public Task Run([QueueTrigger("queue")] string body) => Task.CompletedTask;
    }

    public sealed class BusQueue
    {
        [Function("Bus")]
        public Task Run([ServiceBusTrigger("queue")] string body) => Task.CompletedTask;
    }
}
