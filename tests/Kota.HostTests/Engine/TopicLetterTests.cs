using Azure.Storage.Queues;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>What a subscription fails on for good is kept, counted and can be sent back to its topic.</summary>
public sealed class TopicLetterTests(AzuriteFixture azurite)
{
    private const string Letters = "/api/v1/operations/dead-letters";

    [Fact]
    public async Task A_fact_that_reports_cannot_read_is_listed_and_goes_back_to_the_topic()
    {
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { AllowErrors = true });
        var queue = new QueueClient(host.StorageConnection, "sb-city-events-reports", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        const string body = """{"specversion":"1.0","id":"x.1","source":"kota","type":"submission.changed.v1","data":{"id":7}}""";
        await queue.SendMessageAsync(body, TestContext.Current.CancellationToken);
        await host.DrainAsync();

        using var admin = await Visitor.SignInAsync(host, "admin");
        using var listed = await admin.SendAsync(HttpMethod.Get, $"{Letters}?queue=city-events~reports", null);
        var letter = Assert.Single((await Visitor.JsonAsync(listed, 200)).GetProperty("items").EnumerateArray());
        Assert.Equal(body, letter.GetProperty("body").GetString());
        using var replayed = await admin.SendAsync(HttpMethod.Post, $"{Letters}/city-events~reports/{letter.GetProperty("key").GetString()}/replay", null);
        await Visitor.JsonAsync(replayed, 200);
        await host.DrainAsync();
        using var again = await admin.SendAsync(HttpMethod.Get, $"{Letters}?queue=city-events~reports", null);
        Assert.Equal(2, (await Visitor.JsonAsync(again, 200)).GetProperty("items").GetArrayLength());
    }
}
