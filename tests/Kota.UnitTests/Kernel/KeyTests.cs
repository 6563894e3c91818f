using CsCheck;
using Kota.Kernel.DeadLetters;
using Kota.Kernel.Idempotency;
using Kota.Kernel.Inbox;
using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;

namespace Kota.UnitTests.Kernel;

public sealed class KeyTests
{
    private static readonly Gen<DateTimeOffset> Time =
        Gen.Long[new DateTime(2020, 1, 1).Ticks, new DateTime(2100, 1, 1).Ticks].Select(t => new DateTimeOffset(t, TimeSpan.Zero));

    [Theory]
    [InlineData("SBT-0000-0000-0000-0", "b04")]
    [InlineData("m|1", "b09")]
    public void Buckets_are_fixed_for_life(string id, string bucket) => Assert.Equal(bucket, Bucket.Of(id));

    [Fact]
    public void Buckets_are_sixteen_and_evenly_filled()
    {
        var counts = Enumerable.Range(0, 16_000).GroupBy(n => Bucket.Of($"SBT-{n}")).ToDictionary(g => g.Key, g => g.Count());

        Assert.Equal(Bucket.All, counts.Keys.Order(StringComparer.Ordinal));
        Assert.All(counts.Values, n => Assert.InRange(n, 850, 1_150));
    }

    [Fact]
    public void Ticks_sort_as_time_does_and_inverse_ticks_the_other_way() => Gen.Select(Time, Time).Sample((a, b) =>
        Math.Sign(string.CompareOrdinal(KeyPart.Ticks(a), KeyPart.Ticks(b))) == a.CompareTo(b)
        && Math.Sign(string.CompareOrdinal(KeyPart.InverseTicks(a), KeyPart.InverseTicks(b))) == b.CompareTo(a));

    [Fact]
    public void The_same_instant_has_one_key_whatever_its_offset() => Time.Sample(t =>
        KeyPart.Ticks(t) == KeyPart.Ticks(t.ToOffset(TimeSpan.FromHours(7))) && KeyPart.InverseTicks(t) == KeyPart.InverseTicks(t.ToOffset(TimeSpan.FromHours(7))));

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData(@"a\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a|b")]
    [InlineData("a\u0000b")]
    [InlineData("a\u0085b")]
    public void Forbidden_characters_never_enter_a_key(string part) => Assert.Throws<ArgumentException>(() => KeyPart.Checked(part));

    [Fact]
    public void A_foreign_id_always_becomes_a_safe_part_and_never_that_of_another() => Gen.Select(Gen.String, Gen.String).Sample((a, b) =>
    {
        var (x, y) = (KeyPart.Foreign(a), KeyPart.Foreign(b));
        Assert.Equal(x, KeyPart.Checked(x));
        Assert.Equal(a == b, x == y);
        Assert.NotEqual(x, KeyPart.Foreign(x + "#"));
        Assert.True(x[0] != '~' || KeyPart.Foreign(x) != x);
    });

    [Fact]
    public void An_id_of_ours_stays_readable_in_a_key()
    {
        Assert.Equal("SBT-0000-0000-0000-0.3", KeyPart.Foreign("SBT-0000-0000-0000-0.3"));
        Assert.Equal("mail|SBT-1", InboxRow.Key("mail", "SBT-1"));
        Assert.Equal("SBT-1|i|k", MarkerRow.Key("SBT-1", "k"));
        Assert.Throws<ArgumentException>(() => MarkerRow.Key("SBT-1", "k|1"));
    }

    [Fact]
    public void Outbox_rows_sort_after_ids_and_by_time_and_tell_it() => Gen.Select(Time, Gen.Int[1, 1_000_000]).Sample((at, ms) =>
    {
        // A ULID holds whole milliseconds.
        at = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
        var (key, later) = (OutboxRow.Key(at), OutboxRow.Key(at.AddMilliseconds(ms)));
        Assert.True(string.CompareOrdinal(key, later) < 0);
        Assert.True(string.CompareOrdinal("SBT-ZZZZ-ZZZZ-ZZZZ-Z|i|zzzz", key) < 0);
        Assert.True(string.CompareOrdinal(OutboxRow.KeyBefore(at), key) <= 0);
        Assert.True(string.CompareOrdinal(key, OutboxRow.KeyBefore(at.AddMilliseconds(1))) < 0);
        Assert.Equal(at, new OutboxRow { RowKey = key }.WrittenAt);
    });

    [Fact]
    public void Dead_letters_sort_newest_first_and_their_public_keys_lead_back() => Gen.Select(Time, Gen.Int[1, 1_000_000]).Sample((at, ms) =>
    {
        var row = DeadLetterRow.For("queue", at);
        Assert.Equal(row.RowKey, DeadLetterRow.Parse(row.PublicKey));
        Assert.Equal(row.PublicKey, Uri.EscapeDataString(row.PublicKey));
        Assert.True(string.CompareOrdinal(DeadLetterRow.Key(at.AddMilliseconds(ms)), row.RowKey) < 0);
        Assert.True(string.CompareOrdinal(row.RowKey, DeadLetterRow.KeyBefore(at)) < 0);
        Assert.True(string.CompareOrdinal(DeadLetterRow.KeyBefore(at), DeadLetterRow.Key(at.AddMilliseconds(-ms))) < 0);
    });

    [Fact]
    public void What_is_not_a_public_key_is_refused() => Gen.String.Sample(text => DeadLetterRow.Parse(text) is null);
}
