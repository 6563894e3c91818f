using System.Collections.Concurrent;
using System.Diagnostics;
using Kota.HostTests.BlackBox;
using Kota.Kernel.Telemetry;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>One trace runs from the request through outbox and queue to the projection.</summary>
public sealed class TraceTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_follow_up_of_a_submission_belongs_to_the_trace_of_its_request()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is KotaTelemetry.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        using var response = await reporter.SendAsync(
            HttpMethod.Post, "/api/v1/services/sambat/submissions", Visitor.Pothole(), ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01"));
        await Visitor.JsonAsync(response, 201);
        await host.DrainAsync();

        Assert.Equal([trace], response.Headers.GetValues("X-Trace-Id"));
        var names = spans.Where(s => s.TraceId.ToHexString() == trace).Select(s => s.OperationName).ToHashSet();
        Assert.Contains("outbox relay", names);
        Assert.Contains("follow submission", names);
        var follow = spans.First(s => s.TraceId.ToHexString() == trace && s.OperationName == "follow submission");
        Assert.Equal(response.Headers.Location!.ToString().Split('/')[^1], follow.GetTagItem("kota.submission"));
    }
}
