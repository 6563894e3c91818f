namespace Kota.UnitTests;

public sealed class Placeholder
{
    [Fact]
    public void Builds() => Assert.True(true);
}
