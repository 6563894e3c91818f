using System.Security.Cryptography;
using System.Text.Json;
using CsCheck;
using Kota.Kernel.Privacy;
using Kota.Kernel.Security;
using Microsoft.Extensions.Options;

namespace Kota.UnitTests.Kernel;

public sealed class PrivacyTests
{
    private static readonly FieldCipher Cipher = new([.. Enumerable.Range(1, 32).Select(n => (byte)n)]);

    [Fact]
    public void What_is_sealed_opens_under_the_stored_key() => Gen.Select(Gen.String, Gen.String).Sample((text, purpose) =>
    {
        // A lone surrogate has no UTF-8; the form validator refuses it long before.
        if (text.Any(char.IsSurrogate) || purpose.Any(char.IsSurrogate))
            return;
        var key = Cipher.NewKey();
        Assert.Equal(text, Cipher.Unwrap(key.Wrapped).Open(key.Seal(text, purpose), purpose));
    });

    [Fact]
    public void The_same_text_is_sealed_differently_each_time_and_shows_nothing()
    {
        var key = Cipher.NewKey();
        var (a, b) = (key.Seal("3573010101010001", "nik"), key.Seal("3573010101010001", "nik"));

        Assert.NotEqual(a, b);
        Assert.DoesNotContain("3573", System.Text.Encoding.Latin1.GetString(a), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_changed_bit_is_noticed()
    {
        var key = Cipher.NewKey();
        var sealedValue = key.Seal("Budi", "name");
        for (var i = 0; i < sealedValue.Length; i++)
        {
            var changed = (byte[])sealedValue.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => key.Open(changed, "name"));
        }

        Assert.ThrowsAny<CryptographicException>(() => key.Open(sealedValue[..20], "name"));
        Assert.ThrowsAny<CryptographicException>(() => key.Open([], "name"));
    }

    [Fact]
    public void A_value_moved_to_another_field_person_or_city_does_not_open()
    {
        var key = Cipher.NewKey();
        var value = key.Seal("Budi", "SBT-1|name");

        Assert.ThrowsAny<CryptographicException>(() => key.Open(value, "SBT-2|name"));
        Assert.ThrowsAny<CryptographicException>(() => Cipher.NewKey().Open(value, "SBT-1|name"));
        Assert.ThrowsAny<CryptographicException>(() => new FieldCipher(new byte[32]).Unwrap(key.Wrapped));
        Assert.Throws<ArgumentException>(() => new FieldCipher(new byte[16]));
    }

    [Fact]
    public void A_sensitive_value_shows_itself_to_nobody_by_accident()
    {
        var person = new Person("Budi", new Sensitive<string>("3573010101010001"));

        Assert.Equal("***", $"{person.Nik}");
        Assert.DoesNotContain("3573", person.ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"Name":"Budi","Nik":"***"}""", JsonSerializer.Serialize(person));
        Assert.Equal("3573010101010001", person.Nik.Reveal());
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Person>("""{"Name":"Budi","Nik":"x"}"""));
    }

    [Fact]
    public void Sensitive_values_compare_by_what_they_hide()
    {
        Assert.True(new Sensitive<string>("a") == new Sensitive<string>("a"));
        Assert.True(new Sensitive<string>("a") != new Sensitive<string>("b"));
        Assert.Equal(new Sensitive<string>("a").GetHashCode(), new Sensitive<string>("a").GetHashCode());
        Assert.False(new Sensitive<int>(1).Equals((object)1));
    }

    [Fact]
    public void Parts_of_a_peppered_hash_cannot_run_into_each_other()
    {
        var pepper = new Pepper(Options.Create(new SecretOptions { Pepper = Convert.ToBase64String(new byte[32]) }));
        string[] hashes =
        [
            Hex("id", "ab", "c"), Hex("id", "a", "bc"), Hex("id", "abc"), Hex("id", "abc", ""), Hex("pin", "ab", "c"),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(Hex("id", "ab", "c"), Hex("id", "ab", "c"));

        string Hex(string purpose, params string[] parts) => Convert.ToHexString(pepper.Hash(purpose, parts));
    }

    [Theory]
    [InlineData(32, 32, true)]
    [InlineData(64, 32, true)]
    [InlineData(31, 32, false)]
    [InlineData(32, 31, false)]
    [InlineData(32, 33, false)]
    [InlineData(0, 0, false)]
    public void Secrets_have_their_lengths(int pepper, int cityKey, bool valid) => Assert.Equal(valid, SecretOptions.IsValid(new SecretOptions
    {
        Pepper = Convert.ToBase64String(new byte[pepper]),
        CityKey = Convert.ToBase64String(new byte[cityKey]),
    }));

    private sealed record Person(string Name, Sensitive<string> Nik);
}
