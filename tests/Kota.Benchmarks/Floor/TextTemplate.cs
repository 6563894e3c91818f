namespace Kota.Benchmarks.Floor;

/// <summary>A message that names a submission, to be copied for others.</summary>
internal sealed class TextTemplate(string text, string id)
{
    private readonly int first = text.IndexOf(id, StringComparison.Ordinal);

    /// <summary>Whether a message is a copy of this one and not of another.</summary>
    public bool Matches(string message) => message.Length == text.Length;

    public string For(string of) => text.Replace(id, of, StringComparison.Ordinal);

    /// <summary>The submission of a message made by <see cref="For"/>.</summary>
    public string IdOf(string message) => message.Substring(first, id.Length);
}
