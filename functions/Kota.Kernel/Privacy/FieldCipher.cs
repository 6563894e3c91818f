using System.Security.Cryptography;
using System.Text;

namespace Kota.Kernel.Privacy;

/// <summary>
/// Encrypts personal fields with a key of their own for each person or submission, so that deleting that key erases them
/// everywhere. The person's key is stored wrapped by the city's key. AES-256-GCM (NIST SP 800-38D), 96-bit random nonce,
/// 128-bit tag; layout of every sealed value: version (1) | nonce (12) | tag (16) | ciphertext.
/// </summary>
public sealed class FieldCipher
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] cityKey;

    /// <summary>A cipher under the city's key.</summary>
    /// <param name="cityKey">32 bytes.</param>
    public FieldCipher(byte[] cityKey)
    {
        if (cityKey.Length != 32)
            throw new ArgumentException("The city's key has 32 bytes.", nameof(cityKey));
        this.cityKey = cityKey;
    }

    /// <summary>A new random person's key, and the form in which it may be stored.</summary>
    public static PersonKey NewKey(byte[] cityKey)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return new PersonKey(key, Seal(cityKey, key, "kota:person-key"u8));
    }

    /// <summary>A new random person's key under this cipher's city key.</summary>
    public PersonKey NewKey() => NewKey(cityKey);

    /// <summary>The person's key from its stored form.</summary>
    /// <exception cref="CryptographicException">The stored form is damaged or was wrapped by another city key.</exception>
    public PersonKey Unwrap(byte[] wrapped) => new(Open(cityKey, wrapped, "kota:person-key"u8), wrapped);

    internal static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> purpose)
    {
        var sealedValue = new byte[1 + NonceSize + TagSize + plain.Length];
        sealedValue[0] = Version;
        var nonce = sealedValue.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(key, TagSize);
        gcm.Encrypt(nonce, plain, sealedValue.AsSpan(1 + NonceSize + TagSize), sealedValue.AsSpan(1 + NonceSize, TagSize), purpose);
        return sealedValue;
    }

    internal static byte[] Open(byte[] key, ReadOnlySpan<byte> sealedValue, ReadOnlySpan<byte> purpose)
    {
        if (sealedValue.Length < 1 + NonceSize + TagSize || sealedValue[0] != Version)
            throw new CryptographicException("Not a sealed value of a known version.");
        var plain = new byte[sealedValue.Length - 1 - NonceSize - TagSize];
        using var gcm = new AesGcm(key, TagSize);
        gcm.Decrypt(sealedValue.Slice(1, NonceSize), sealedValue[(1 + NonceSize + TagSize)..], sealedValue.Slice(1 + NonceSize, TagSize), plain, purpose);
        return plain;
    }
}

/// <summary>The key of one person or submission.</summary>
/// <param name="Key">32 bytes in the clear; never stored.</param>
/// <param name="Wrapped">The same under the city's key; stored beside the data, left out of exports and backups.</param>
public sealed record PersonKey(byte[] Key, byte[] Wrapped)
{
    /// <summary>Seals a text. The purpose binds it to its place, so that a sealed value cannot be moved to another field or row.</summary>
    public byte[] Seal(string plain, string purpose) => FieldCipher.Seal(Key, Encoding.UTF8.GetBytes(plain), Encoding.UTF8.GetBytes(purpose));

    /// <summary>Opens a sealed text.</summary>
    /// <exception cref="CryptographicException">Damaged, moved or of another key.</exception>
    public string Open(byte[] sealedValue, string purpose) =>
        Encoding.UTF8.GetString(FieldCipher.Open(Key, sealedValue, Encoding.UTF8.GetBytes(purpose)));
}
