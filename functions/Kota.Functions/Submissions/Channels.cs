namespace Kota.Functions.Submissions;

/// <summary>The ways by which a submission comes.</summary>
public static class Channels
{
    /// <summary>By whoever reports, on the pages or through the API.</summary>
    public const string Web = "web";

    /// <summary>By the same, after reading the code of a sticker.</summary>
    public const string Sticker = "sticker";

    /// <summary>Through a client of Open311.</summary>
    public const string Open311 = "open311";

    /// <summary>As a short message.</summary>
    public const string Sms = "sms";

    /// <summary>Told to somebody of the city, who enters it: the citizen is the reporter, not whoever enters it.</summary>
    public static IReadOnlyList<string> ForCitizens { get; } = ["counter", "phone", "social", "letter"];

    /// <summary>What a request may name. The others are told by the door that was used.</summary>
    public static IReadOnlyList<string> Named { get; } = [Web, Sticker, .. ForCitizens];
}
