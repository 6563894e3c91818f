using System.Security.Cryptography;
using System.Text;

namespace Kota.Kernel.Tables;

/// <summary>
/// The 16 partitions over which ids of one kind are spread, <c>b00</c> to <c>b15</c>: 16 × 2,000 entities a second is more than
/// the account's 20,000, so no partition is the ceiling, and a sweep needs 16 range queries. Fixed for life.
/// </summary>
public static class Bucket
{
    /// <summary>How many partitions there are.</summary>
    public const int Count = 16;

    /// <summary>All partitions, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enumerable.Range(0, Count).Select(Name)];

    /// <summary>The partition of an id: low four bits of the first byte of SHA-256 over its UTF-8.</summary>
    public static string Of(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return All[hash[0] & 15];
    }

    private static string Name(int n) => $"b{n:D2}";
}
