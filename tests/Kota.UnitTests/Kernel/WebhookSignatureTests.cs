using System.Text;
using Kota.Kernel.Delivery;

namespace Kota.UnitTests.Kernel;

/// <summary>The vector is that of the reference libraries of Standard Webhooks.</summary>
public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Other = "whsec_a290YSBhbm90aGVyIHNlY3JldCBvZiB0ZXN0cyE=";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek", Timestamp = "1614265330", Signed = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly byte[] Body = """{"test": 2432232314}"""u8.ToArray();
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Fact]
    public void The_vector_is_signed_and_read()
    {
        Assert.Equal(Signed, WebhookSignature.Sign(Secret, Id, At, Body));
        Assert.Equal(WebhookVerdict.Valid, WebhookSignature.Verify(Secret, Id, Timestamp, Signed, Body, At));
    }

    [Fact]
    public void What_was_changed_on_the_way_is_wrong()
    {
        Assert.Equal(WebhookVerdict.Wrong, WebhookSignature.Verify(Other, Id, Timestamp, Signed, Body, At));
        Assert.Equal(WebhookVerdict.Wrong, WebhookSignature.Verify(Secret, Id + "x", Timestamp, Signed, Body, At));
        Assert.Equal(WebhookVerdict.Wrong, WebhookSignature.Verify(Secret, Id, "1614265331", Signed, Body, At));
        Assert.Equal(WebhookVerdict.Wrong, WebhookSignature.Verify(Secret, Id, Timestamp, Signed, Encoding.UTF8.GetBytes("""{"test": 2432232315}"""), At));
    }

    [Theory]
    [InlineData(null, Timestamp, Signed)]
    [InlineData("", Timestamp, Signed)]
    [InlineData(Id, null, Signed)]
    [InlineData(Id, "soon", Signed)]
    [InlineData(Id, "-1614265330", Signed)]
    [InlineData(Id, "99999999999999999999999", Signed)]
    [InlineData(Id, Timestamp, null)]
    [InlineData(Id, Timestamp, "v1,")]
    [InlineData(Id, Timestamp, "v1,!!!!")]
    [InlineData(Id, Timestamp, "v1,AAAA")]
    [InlineData(Id, Timestamp, "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, Timestamp, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(Id, Timestamp, Signed + Signed)]
    public void Headers_that_say_nothing_are_wrong(string? id, string? timestamp, string? signatures) =>
        Assert.Equal(WebhookVerdict.Wrong, WebhookSignature.Verify(Secret, id, timestamp, signatures, Body, At));

    [Fact]
    public void One_of_several_signatures_is_enough()
    {
        var other = WebhookSignature.Sign(Other, Id, At, Body);

        Assert.Equal(WebhookVerdict.Valid, WebhookSignature.Verify(Secret, Id, Timestamp, $"{other}  v1a,unread {Signed}", Body, At));
        Assert.Equal(WebhookVerdict.Wrong, WebhookSignature.Verify(Secret, Id, Timestamp, $"{other} v1a,unread", Body, At));
    }

    [Theory]
    [InlineData(300, WebhookVerdict.Valid)]
    [InlineData(301, WebhookVerdict.Stale)]
    [InlineData(-300, WebhookVerdict.Valid)]
    [InlineData(-301, WebhookVerdict.Stale)]
    public void Five_minutes_to_either_side_are_recent(int seconds, WebhookVerdict expected) =>
        Assert.Equal(expected, WebhookSignature.Verify(Secret, Id, Timestamp, Signed, Body, At.AddSeconds(seconds)));

    [Fact]
    public void A_time_beyond_all_calendars_is_stale()
    {
        var signed = WebhookSignature.Sign(Secret, Id, DateTimeOffset.MaxValue, Body);

        Assert.Equal(WebhookVerdict.Stale, WebhookSignature.Verify(Secret, Id, DateTimeOffset.MaxValue.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), signed, Body, At));
        Assert.Equal(WebhookVerdict.Wrong, WebhookSignature.Verify(Secret, Id, long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture), signed, Body, At));
    }

    [Theory]
    [InlineData(Secret, true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false)]
    [InlineData("whsec_", false)]
    [InlineData("whsec_c2hvcnQ=", false)]
    [InlineData("whsec_not base 64!", false)]
    public void A_secret_has_its_prefix_and_at_least_24_bytes(string? secret, bool expected) => Assert.Equal(expected, WebhookSignature.IsSecret(secret));
}
