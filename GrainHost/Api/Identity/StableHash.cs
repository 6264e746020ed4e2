using System.Buffers.Binary;
using System.Numerics;

namespace Orleans;

/// <summary>XxHash32 with seed zero: the hash by which Orleans identifies keys, the same in every process.</summary>
internal static class StableHash
{
    private const uint Prime1 = 2654435761, Prime2 = 2246822519, Prime3 = 3266489917, Prime4 = 668265263, Prime5 = 374761393;
    private const int StripeLength = 16;

    public static uint ComputeHash(ReadOnlySpan<byte> data)
    {
        var hash = data.Length >= StripeLength ? HashStripes(ref data, (uint)data.Length) : Prime5 + (uint)data.Length;
        while (data.Length >= sizeof(uint))
        {
            hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime3), 17) * Prime4;
            data = data[sizeof(uint)..];
        }
        foreach (var value in data)
        {
            hash = BitOperations.RotateLeft(hash + (value * Prime5), 11) * Prime1;
        }

        // Orleans reads the canonical bytes of the hash, which are big-endian, as a little-endian number.
        return BinaryPrimitives.ReverseEndianness(Avalanche(hash));
    }

    private static uint HashStripes(ref ReadOnlySpan<byte> data, uint length)
    {
        uint a = unchecked(Prime1 + Prime2), b = Prime2, c = 0, d = unchecked(0 - Prime1);
        while (data.Length >= StripeLength)
        {
            a = Round(a, data);
            b = Round(b, data[4..]);
            c = Round(c, data[8..]);
            d = Round(d, data[12..]);
            data = data[StripeLength..];
        }
        return BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
            + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18) + length;
    }

    private static uint Round(uint lane, ReadOnlySpan<byte> data) =>
        BitOperations.RotateLeft(lane + (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime2), 13) * Prime1;

    private static uint Avalanche(uint hash)
    {
        hash = (hash ^ (hash >> 15)) * Prime2;
        hash = (hash ^ (hash >> 13)) * Prime3;
        return hash ^ (hash >> 16);
    }
}
