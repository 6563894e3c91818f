using CsCheck;
using Kota.Kernel.Ids;

namespace Kota.UnitTests.Kernel;

public sealed class TrackingIdTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly Gen<string> Prefix = Gen.Char['A', 'Z'].Array[3].Select(c => new string(c));
    private static readonly Gen<string> Id = Gen.Select(Prefix, Gen.Byte.Array[8, 32], (p, hash) => TrackingId.FromHash(p, hash));

    [Fact]
    public void What_is_written_is_read_back() => Id.Sample(id => TrackingId.TryParse(id, out var read) && read == id);

    [Fact]
    public void It_has_one_form() => Id.Sample(id => Assert.Matches(@"\A[A-Z]{3}(-[0-9A-HJKMNP-TV-Z]{4}){3}-[0-9A-HJKMNP-TV-Z]\z", id));

    [Fact]
    public void The_prefix_is_kept_and_the_rest_depends_on_the_first_60_bits_alone() =>
        Gen.Select(Prefix, Gen.Byte.Array[8], Gen.Byte.Array[8]).Sample((prefix, hash, more) =>
        {
            var id = TrackingId.FromHash(prefix, hash);
            byte[] last = [.. hash[..7], (byte)(hash[7] ^ (more[0] & 15)), .. more];
            byte[] other = [.. hash[..7], (byte)(hash[7] ^ 16)];
            return id[..3] == prefix && TrackingId.FromHash(prefix, last) == id && TrackingId.FromHash(prefix, other) != id;
        });

    [Fact]
    public void One_wrong_character_is_noticed() =>
        Gen.Select(Id, Gen.Int[0, 12], Gen.Int[1, 31]).Sample((id, at, shift) =>
        {
            var position = Enumerable.Range(4, id.Length - 4).Where(i => id[i] != '-').ElementAt(at);
            var typed = id.ToCharArray();
            typed[position] = Alphabet[(Alphabet.IndexOf(typed[position], StringComparison.Ordinal) + shift) % 32];
            return !TrackingId.TryParse(new string(typed), out _);
        });

    [Fact]
    public void Two_neighbours_that_changed_places_are_noticed_but_for_one_pair()
    {
        // Luhn mod N cannot tell 0Z from Z0, as Luhn cannot tell 09 from 90.
        var pairs = from a in Alphabet from b in Alphabet where a != b select (a, b);
        var unnoticed = pairs.Where(p => TrackingId.TryParse(Swapped(p.a, p.b), out _)).ToList();
        Assert.All(unnoticed, p => Assert.True(p is ('0', 'Z') or ('Z', '0')));

        static string Swapped(char a, char b)
        {
            var id = Alphabet.Select(check => $"SBT-0000-0000-00{a}{b}-{check}").Single(i => TrackingId.TryParse(i, out _));
            return $"SBT-0000-0000-00{b}{a}-{id[^1]}";
        }
    }

    [Fact]
    public void People_may_type_it_as_they_read_it() =>
        Id.Sample(id =>
        {
            string[] typed =
            [
                id.ToLowerInvariant(), id.Replace("-", "", StringComparison.Ordinal), $"  {id.Replace('-', ' ')} ",
                id[..4] + id[4..].Replace('1', 'I').Replace('0', 'O'), id[..4] + id[4..].Replace('1', 'l').Replace('0', 'o'),
            ];
            Assert.All(typed, t => Assert.True(TrackingId.TryParse(t, out var read) && read == id, t));
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("SBT")]
    [InlineData("SBT-0000-0000-0000")]
    [InlineData("5BT-0000-0000-0000-0")]
    [InlineData("SBT-0000-0000-000U-0")]
    [InlineData("SBT-0000-0000-0000-00")]
    [InlineData("SBT-0000/0000-0000-0")]
    [InlineData("SBT-\u0660\u0660\u0660\u0660-0000-0000-0")]
    public void All_else_is_refused(string? text) => Assert.False(TrackingId.TryParse(text, out _));

    [Fact]
    public void Any_text_whatever_is_read_without_an_exception() => Gen.String.Sample(text => TrackingId.TryParse(text, out _) || true);

    [Fact]
    public void Published_ids_keep_their_meaning() =>
        Assert.Equal("SBT-0123-4567-89AB-T", TrackingId.FromHash("SBT", [0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb0]));
}
