using Azure;
using Azure.Core;
using Azure.Messaging;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;
using Kota.TestKit;

namespace Kota.StorageTests.Kernel;

public sealed class ClaimCheckTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset At = TestKernel.Start;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_largest_message_travels_inline_and_one_character_more_by_claim()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var claims = kernel.Get<ClaimCheck>();
        var room = Message.MaxInlineUnits - Message.Write(MessageOf(0)).Length;

        var fits = await claims.FitAsync(MessageOf(room), Ct);
        var over = await claims.FitAsync(MessageOf(room + 1), Ct);

        Assert.NotNull(fits.Data);
        Assert.Null(over.Data);
        Assert.Throws<ArgumentException>(() => OutboxRow.For("b00", Destination.Queue("q"), MessageOf(room + 1), At));
        foreach (var (message, length) in new[] { (fits, room), (over, room + 1) })
        {
            // Through everything that it meets on its way: outbox row, batch, queue.
            var row = OutboxRow.For("b00", Destination.Queue(TestKernel.Queue), message, At);
            await new Kota.Kernel.Tables.TableBatch().Insert(row).SubmitAsync(kernel.Table, Ct);
            await kernel.Get<OutboxRelay>().RelayAsync(kernel.Table, [row]);
            var received = await claims.OpenAsync(Message.Read(Assert.Single(await kernel.DrainAsync())), Ct);
            Assert.Equal(length, Message.Payload<TestKernel.Thing>(received).Id.Length);
            Assert.Equal(("m1", "thing.changed.v1", At), (received.Id, received.Type, received.Time));
        }
    }

    [Fact]
    public async Task The_trace_and_all_else_of_the_envelope_stay_with_the_reference()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var claims = kernel.Get<ClaimCheck>();
        var message = MessageOf(60_000);
        message.Subject = "SBT-1";
        message.ExtensionAttributes["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        var light = Message.Read(Message.Write(await claims.FitAsync(message, Ct)));
        Assert.Equal(message.ExtensionAttributes["traceparent"], light.ExtensionAttributes["traceparent"]);
        Assert.Throws<System.Text.Json.JsonException>(() => Message.Payload<TestKernel.Thing>(light));

        var whole = await claims.OpenAsync(light, Ct);
        Assert.Equal(("SBT-1", "application/json", "kota"), (whole.Subject, whole.DataContentType, whole.Source));
        Assert.Equal(["traceparent"], whole.ExtensionAttributes.Keys);
    }

    [Fact]
    public async Task The_same_text_of_one_day_is_one_blob_even_when_a_response_is_lost()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var claims = kernel.Get<ClaimCheck>();
        kernel.Faults.LoseResponse(RequestMethod.Put, ClaimCheck.Container);

        var first = await claims.KeepAsync("Laporan jalan berlubang \u2013 \ua98f", Ct);
        var second = await claims.KeepAsync("Laporan jalan berlubang \u2013 \ua98f", Ct);

        Assert.Equal((1, first), (kernel.Faults.Fired, second));
        Assert.StartsWith("20260302/", first, StringComparison.Ordinal);
        Assert.Equal("Laporan jalan berlubang \u2013 \ua98f", await claims.FetchAsync(first, Ct));
    }

    [Theory]
    [InlineData("../leases/x")]
    [InlineData("20260302/short")]
    [InlineData("https://elsewhere.example/20260302/0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_reference_that_is_not_ours_is_not_followed(string reference)
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var message = new CloudEvent("elsewhere", "thing.changed.v1", jsonSerializableData: null) { ExtensionAttributes = { ["dataref"] = reference } };

        await Assert.ThrowsAsync<FormatException>(() => kernel.Get<ClaimCheck>().OpenAsync(message, Ct));
    }

    [Fact]
    public async Task A_claim_that_was_changed_or_removed_is_not_taken_for_the_message()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var claims = kernel.Get<ClaimCheck>();
        var name = await claims.KeepAsync("true", Ct);
        var blob = kernel.Storage.Container(ClaimCheck.Container).GetBlobClient(name);

        await blob.UploadAsync(BinaryData.FromString("false"), overwrite: true, Ct);
        await Assert.ThrowsAsync<FormatException>(() => claims.FetchAsync(name, Ct));

        await blob.DeleteAsync(cancellationToken: Ct);
        Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(() => claims.FetchAsync(name, Ct))).Status);
    }

    private static CloudEvent MessageOf(int length) => Message.Create("m1", "thing.changed.v1", new TestKernel.Thing(new string('x', length)), At);
}
