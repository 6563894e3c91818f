using System.Diagnostics;
using System.Text.Json;
using Kota.Kernel.Messaging;

namespace Kota.UnitTests.Kernel;

public sealed class MessageTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_envelope_is_a_CloudEvent_whose_data_is_plain_JSON()
    {
        using var json = JsonDocument.Parse(Message.Write(Message.Create("m1", "thing.changed.v1", new Thing("SBT-1", null), At)));
        var members = json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString());

        Assert.Equal(("1.0", "m1", "kota", "thing.changed.v1"), (members["specversion"], members["id"], members["source"], members["type"]));
        Assert.Equal(At, DateTimeOffset.Parse(members["time"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("""{"id":"SBT-1"}""", members["data"]);
        Assert.DoesNotContain("data_base64", members.Keys);
    }

    [Fact]
    public void What_is_written_is_read_back_with_the_trace_of_the_change()
    {
        using var change = new Activity("change").SetIdFormat(ActivityIdFormat.W3C).Start();

        var read = Message.Read(Message.Write(Message.Create("m1", "thing.changed.v1", new Thing("SBT-1", "jalan \u00e9"), At)));

        Assert.Equal(("m1", At, change.Id), (read.Id, read.Time, read.ExtensionAttributes["traceparent"]));
        Assert.Equal(new Thing("SBT-1", "jalan \u00e9"), Message.Payload<Thing>(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"specversion":"1.0","id":"1"}""")]
    public void What_is_no_envelope_is_refused(string text) => Assert.ThrowsAny<Exception>(() => Message.Read(text));

    [Fact]
    public void Both_borders_of_an_inline_message_count()
    {
        Assert.True(Message.Fits(new string('a', 32_768)));
        Assert.False(Message.Fits(new string('a', 32_769)));
        // Two bytes a unit in UTF-8: 48 KiB are reached long before 32,768 units.
        Assert.True(Message.Fits(new string('\u00e9', 24_576)));
        Assert.False(Message.Fits(new string('\u00e9', 24_577)));
    }

    [Fact]
    public void A_destination_is_read_back_from_its_text()
    {
        Assert.Equal(Destination.CityEvents, Destination.Parse("topic:city-events"));
        Assert.Equal(Destination.Queue("submission-changed"), Destination.Parse(Destination.Queue("submission-changed").ToString()));
        Assert.Throws<FormatException>(() => Destination.Parse("elsewhere"));
    }

    private sealed record Thing(string Id, string? Place);
}
