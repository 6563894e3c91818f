using System.Numerics;

namespace Kota.Functions.Hotspots;

/// <summary>The minutes of a day in Malang on which a point was heard of: one bit each. Immutable.</summary>
public sealed class MinuteMap : IEquatable<MinuteMap>
{
    /// <summary>Minutes of a day.</summary>
    public const int Minutes = 1_440;

    private readonly byte[] bits;

    private MinuteMap(byte[] bits) => this.bits = bits;

    /// <summary>No minute.</summary>
    public static MinuteMap Empty { get; } = new(new byte[Minutes / 8]);

    /// <summary>As stored; anything else than 180 bytes is empty.</summary>
    public static MinuteMap Of(byte[]? stored) => stored is { Length: Minutes / 8 } ? new MinuteMap([.. stored]) : Empty;

    /// <summary>180 bytes, the lowest bit of the first for 00:00.</summary>
    public byte[] ToBytes() => [.. bits];

    /// <summary>How many minutes are set.</summary>
    public int Count => bits.Sum(b => BitOperations.PopCount(b));

    /// <summary>Whether a minute is set.</summary>
    public bool this[int minute] => (bits[minute >> 3] >> (minute & 7) & 1) == 1;

    /// <summary>With the minutes from one up to another, which is left out; what lies outside the day is passed over.</summary>
    public MinuteMap With(int from, int to) => Changed(from, to, set: true);

    /// <summary>Without them.</summary>
    public MinuteMap Without(int from, int to) => Changed(from, to, set: false);

    public bool Equals(MinuteMap? other) => other is not null && bits.AsSpan().SequenceEqual(other.bits);

    public override bool Equals(object? obj) => Equals(obj as MinuteMap);

    public override int GetHashCode() => Count;

    private MinuteMap Changed(int from, int to, bool set)
    {
        (from, to) = (Math.Max(from, 0), Math.Min(to, Minutes));
        if (from >= to)
            return this;
        byte[] next = [.. bits];
        for (var minute = from; minute < to; minute++)
        {
            var bit = (byte)(1 << (minute & 7));
            next[minute >> 3] = (byte)(set ? next[minute >> 3] | bit : next[minute >> 3] & ~bit);
        }

        return new MinuteMap(next);
    }
}
