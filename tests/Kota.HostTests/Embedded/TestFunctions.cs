using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Kota.Kernel.Http;
using Kota.Kernel.Messaging;
using Kota.Kernel.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace Kota.HostTests.Embedded;

/// <summary>What the functions below saw; one for each host.</summary>
public sealed class Seen
{
    private int running;

    public ConcurrentQueue<(string Function, string Body, string? Trace)> Calls { get; } = [];

    /// <summary>Told to functions that wait.</summary>
    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int MostAtOnce { get; private set; }

    /// <summary>Fails this many calls of a function that is asked to.</summary>
    public int Failures { get; set; }

    public void Add(string function, string body) => Calls.Enqueue((function, body, Activity.Current?.TraceId.ToHexString()));

    public int Count(string function) => Calls.Count(c => c.Function == function);

    public void Enter()
    {
        lock (Calls)
            MostAtOnce = Math.Max(MostAtOnce, ++running);
    }

    public void Leave()
    {
        lock (Calls)
            running--;
    }
}

public sealed record Greeting(string Text);

public sealed class HttpFunctionsUnderTest(Seen seen, IMessageSender sender, TimeProvider time)
{
    [Function("Home")]
    public Task<IResult> Home([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{ignored:maxlength(0)?}")] HttpRequest request) =>
        Task.FromResult<IResult>(TypedResults.Text($"home {request.Path}"));

    [Function("Values")]
    public Task<IResult> Values(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "values/{text}/{number:int}/{id:guid}/{maybe:int?}")] HttpRequest request,
        string text, int number, Guid id, int? maybe) =>
        Task.FromResult<IResult>(TypedResults.Ok(new { text, number, id, maybe }));

    [Function("Rest")]
    public static Task<IResult> Rest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "rest/{*path}")] HttpRequest request, string? path) =>
        Task.FromResult<IResult>(TypedResults.Text($"{request.Method} {path}"));

    [Function("Union")]
    public Task<Results<Ok<Greeting>, NotFound>> Union([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "union/{name}")] HttpRequest request, string name) =>
        Task.FromResult<Results<Ok<Greeting>, NotFound>>(name == "nobody" ? TypedResults.NotFound() : TypedResults.Ok(new Greeting(name)));

    [Function("Post")]
    public async Task<IResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "json")] HttpRequest request, CancellationToken ct) =>
        (await JsonBody.ReadAsync<Greeting>(request, ct)).ToResult(g => TypedResults.Created($"/json/{g.Text}", g));

    [Function("Form")]
    public async Task<IResult> Form([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "form")] HttpRequest request, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        return TypedResults.Ok(new { fields = form.Count, bytes = form.Files.Sum(f => f.Length) });
    }

    [Function("Stream")]
    public async Task Stream([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "stream")] HttpRequest request, CancellationToken ct)
    {
        await request.HttpContext.Response.WriteAsync("first ", ct);
        await request.HttpContext.Response.Body.FlushAsync(ct);
        await seen.Go.Task.WaitAsync(ct);
        await request.HttpContext.Response.WriteAsync("second", ct);
    }

    [Function("Wait")]
    public async Task<IResult> Wait([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest request, CancellationToken ct)
    {
        seen.Add("Wait", "begun");
        var gone = new TaskCompletionSource();
        await using var registration = ct.Register(gone.SetResult);
        await gone.Task;
        seen.Add("Wait", "cancelled");
        return TypedResults.Ok();
    }

    [Function("Fail")]
    public Task<IResult> Fail([HttpTrigger(AuthorizationLevel.Anonymous, Route = "fail")] HttpRequest request) => throw new InvalidOperationException("secret detail");

    [Function("FailWhileWriting")]
    public Task<IResult> FailWhileWriting([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail-while-writing")] HttpRequest request) =>
        Task.FromResult<IResult>(TypedResults.Json(new Loop()));

    [Function("SwitchedOff")]
    public Task<IResult> SwitchedOff([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "switched-off")] HttpRequest request) => Task.FromResult<IResult>(TypedResults.Ok());

    [Function("Send")]
    public async Task<IResult> Send([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "send/{queue}")] HttpRequest request, string queue, CancellationToken ct)
    {
        var message = Message.Create(Guid.NewGuid().ToString(), "test.greeted.v1", new Greeting("hello"), time.GetUtcNow());
        var to = queue == "topic" ? new Destination(DestinationKind.Topic, "test-events") : Destination.Queue(queue);
        await sender.SendAsync(to, message.Id, Message.Write(message), ct);
        return TypedResults.Accepted((string?)null);
    }

    private sealed class Loop
    {
        public string Name => throw new JsonException("cannot be written");
    }
}

public sealed class QueueFunctionsUnderTest(Seen seen, Scoped scoped) : IAsyncDisposable
{
    [Function("Plain")]
    public Task Plain([QueueTrigger("plain", Connection = KotaStorage.Connection)] string body)
    {
        scoped.Use();
        seen.Add("Plain", body);
        return Task.CompletedTask;
    }

    [Function("Named")]
    public Task Named([QueueTrigger("%NamedQueue%", Connection = KotaStorage.Connection)] string body, CancellationToken ct)
    {
        seen.Add("Named", body);
        return Task.CompletedTask;
    }

    [Function("Failing")]
    public Task Failing([QueueTrigger("failing", Connection = KotaStorage.Connection)] string body)
    {
        seen.Add("Failing", body);
        return seen.Count("Failing") > seen.Failures ? Task.CompletedTask : throw new InvalidOperationException("asked to fail");
    }

    [Function("FailingPoison")]
    public Task FailingPoison([QueueTrigger("failing-poison", Connection = KotaStorage.Connection)] string body)
    {
        seen.Add("FailingPoison", body);
        return Task.CompletedTask;
    }

    [Function("Slow")]
    public async Task Slow([QueueTrigger("slow", Connection = KotaStorage.Connection)] string body, CancellationToken ct)
    {
        seen.Enter();
        seen.Add("Slow", body);
        await seen.Go.Task.WaitAsync(ct);
        seen.Leave();
    }

    [Function("Off")]
    public Task Off([QueueTrigger("off", Connection = KotaStorage.Connection)] string body)
    {
        seen.Add("Off", body);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        seen.Add("disposed", "");
        return ValueTask.CompletedTask;
    }
}

public sealed class TopicFunctionsUnderTest(Seen seen)
{
    [Function("First")]
    public Task First([ServiceBusTrigger("test-events", "first")] string body)
    {
        seen.Add("First", body);
        return Task.CompletedTask;
    }

    [Function("Second")]
    public Task Second([ServiceBusTrigger("test-events", "second")] string body)
    {
        seen.Add("Second", body);
        return seen.Count("Second") > seen.Failures ? Task.CompletedTask : throw new InvalidOperationException("asked to fail");
    }

    [Function("SecondDead")]
    public Task SecondDead([ServiceBusTrigger("test-events", "second/$DeadLetterQueue")] string body)
    {
        seen.Add("SecondDead", body);
        return Task.CompletedTask;
    }
}

public sealed class TimerFunctionsUnderTest(Seen seen)
{
    [Function("Hourly")]
    public Task Hourly([TimerTrigger("%HourlySchedule%")] TimerInfo timer) => Record("Hourly", timer);

    [Function("Often")]
    public Task Often([TimerTrigger("*/10 * * * * *")] TimerInfo timer, CancellationToken ct) => Record("Often", timer);

    [Function("Forgetful")]
    public Task Forgetful([TimerTrigger("0 0 * * * *", UseMonitor = false, RunOnStartup = true)] TimerInfo timer) => Record("Forgetful", timer);

    private Task Record(string function, TimerInfo timer)
    {
        seen.Add(function, $"{(timer.IsPastDue ? "late" : "on time")}, {(timer.ScheduleStatus is null ? "not remembered" : "remembered")}");
        return seen.Failures > 0 ? throw new InvalidOperationException("asked to fail") : Task.CompletedTask;
    }
}

/// <summary>Lives as long as one invocation.</summary>
public sealed class Scoped(Seen seen) : IDisposable
{
    private bool used;

    public void Use() => used = true;

    public void Dispose()
    {
        if (used)
            seen.Add("scope", "ended");
    }
}
