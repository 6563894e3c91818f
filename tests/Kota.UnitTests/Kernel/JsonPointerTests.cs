using System.Text;
using Kota.Kernel.Http;

namespace Kota.UnitTests.Kernel;

public sealed class JsonPointerTests
{
    [Theory]
    [InlineData("""{"values":{"a":"x"}}""", "/values/a")]
    [InlineData("""{"values":{"a.b":"x"}}""", "/values/a.b")]
    [InlineData("""{"values":{"a~b/c":"x"}}""", "/values/a~0b~1c")]
    [InlineData("""{"values":{"it's [1]":"x"}}""", "/values/it's [1]")]
    [InlineData("""{"list":[1,"x"]}""", "/list/1")]
    [InlineData("""{"values":null}""", "/values")]
    public void A_refusal_points_at_the_member_whatever_its_name(string json, string pointer) =>
        Assert.Equal(pointer, JsonBody.Parse<Body>(Encoding.UTF8.GetBytes(json)).Failure!.Errors[0].Pointer);

    private sealed record Body
    {
        public IReadOnlyDictionary<string, int> Values { get; init; } = new Dictionary<string, int>();

        public IReadOnlyList<int> List { get; init; } = [];
    }
}
