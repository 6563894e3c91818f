using System.Globalization;
using Kota.Kernel.Validation;

namespace Kota.UnitTests.Catalogue;

public sealed class IdentifierTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData("3573011708900001", null)]
    [InlineData("3573015708900001", null)]
    [InlineData("3573012902000001", null)]
    [InlineData("9271010101010001", null)]
    [InlineData("357301170890001", "nik-form")]
    [InlineData("35730117089000011", "nik-form")]
    [InlineData("3573011708900001\n", "nik-form")]
    [InlineData("357301170890000x", "nik-form")]
    [InlineData("٣573011708900001", "nik-form")]
    [InlineData("2073011708900001", "nik-province")]
    [InlineData("3573010008900001", "nik-date")]
    [InlineData("3573013208900001", "nik-date")]
    [InlineData("3573014008900001", "nik-date")]
    [InlineData("3573017208900001", "nik-date")]
    [InlineData("3573011700900001", "nik-date")]
    [InlineData("3573011713900001", "nik-date")]
    [InlineData("3573013104900001", "nik-date")]
    [InlineData("3573012902010001", "nik-date")]
    [InlineData("3573011708900000", "nik-serial")]
    public void A_NIK_keeps_the_hard_rules(string text, string? broken)
    {
        Assert.Equal(broken, Nik.Check(text));
        Assert.Equal(broken is null, Nik.TryParse(text, out _));
    }

    [Theory]
    [InlineData("3573011708900001", "1990-08-17", false)]
    [InlineData("3573015708900001", "1990-08-17", true)]
    [InlineData("3573012411260001", "2026-11-24", false)]
    [InlineData("3573012511260001", "1926-11-25", false)]
    [InlineData("3573012902000001", "2000-02-29", false)]
    public void A_NIK_holds_a_date_of_birth_and_a_sex(string text, string born, bool female)
    {
        Assert.True(Nik.TryParse(text, out var nik));
        Assert.Equal(DateOnly.Parse(born, CultureInfo.InvariantCulture), nik.BirthDate(Today));
        Assert.Equal(female, nik.IsFemale);
        Assert.Equal("357301", nik.District);
        Assert.Equal($"************{text[12..]}", nik.ToString());
    }

    [Fact]
    public void What_does_not_fit_to_the_person_is_a_hint_only()
    {
        var nik = new Nik("3573091708900001");

        Assert.Equal(
            ["nik-birth-differs", "nik-sex-differs", "nik-district-differs", "nik-district-unknown"],
            nik.Hints(Today, new DateOnly(1990, 8, 18), female: true, "357301"));
        Assert.Empty(new Nik("3573011708900001").Hints(Today, new DateOnly(1990, 8, 17), female: false, "357301"));
        Assert.Empty(new Nik("3578091708900001").Hints(Today));
    }

    [Theory]
    [InlineData("081234567890", "+6281234567890", true)]
    [InlineData("0812-3456-7890", "+6281234567890", true)]
    [InlineData("+62 812 3456 7890", "+6281234567890", true)]
    [InlineData("6281234567890", "+6281234567890", true)]
    [InlineData("081112345678", "+6281112345678", true)]
    [InlineData("0812345678", "+62812345678", true)]
    [InlineData("0341-366922", "+62341366922", true)]
    [InlineData("+62 341 3669221", "+623413669221", true)]
    [InlineData("080123456789", null, false)]
    [InlineData("08123456", null, false)]
    [InlineData("08123456789012", null, false)]
    [InlineData("+6512345678", null, false)]
    [InlineData("0812 3456 789O", null, false)]
    [InlineData("081234567890\n", null, false)]
    [InlineData("", null, false)]
    public void A_phone_number_is_kept_as_E164(string text, string? expected, bool canRead)
    {
        Assert.Equal(canRead, Phone.TryNormalise(text, out var number));
        if (canRead)
            Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("+6281234567890", true)]
    [InlineData("+62341366922", false)]
    public void Only_a_mobile_receives_messages(string number, bool mobile) => Assert.Equal(mobile, Phone.IsMobile(number));

    [Theory]
    [InlineData("budi@contoh.id", "budi@contoh.id")]
    [InlineData("Budi.S+lapor@Mail.Contoh.ID", "Budi.S+lapor@mail.contoh.id")]
    [InlineData("budi", null)]
    [InlineData("budi@contoh", null)]
    [InlineData("budi@contoh..id", null)]
    [InlineData("budi@-contoh.id", null)]
    [InlineData("budi @contoh.id", null)]
    [InlineData("Budi <budi@contoh.id>", null)]
    [InlineData("\"budi s\"@contoh.id", null)]
    [InlineData("a@contoh.id,b@contoh.id", null)]
    [InlineData("budi@contoh.id\n", null)]
    [InlineData("budi@[127.0.0.1]", null)]
    public void An_email_address_is_plain(string text, string? expected)
    {
        Assert.Equal(expected is not null, EmailAddress.TryNormalise(text, out var address));
        Assert.Equal(expected, address);
    }

    [Fact]
    public void An_email_address_has_a_length_that_mail_carries()
    {
        var longest = $"{new string('a', 64)}@{new string('b', 63)}.{new string('c', 63)}.{new string('d', 58)}.id";

        Assert.Equal(EmailAddress.MaxLength, longest.Length);
        Assert.True(EmailAddress.TryNormalise(longest, out _));
        Assert.False(EmailAddress.TryNormalise(longest.Replace(".id", "d.id", StringComparison.Ordinal), out _));
    }
}
