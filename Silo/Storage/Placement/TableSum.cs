using System.Security.Cryptography;
using System.Text;

namespace Platform.Storage;

/// <summary>How many rows there are, and a checksum of them that does not depend on their order.</summary>
internal readonly record struct TableSum(long Rows, UInt128 Hash)
{
    /// <summary>Of these rows.</summary>
    public static TableSum Of(IEnumerable<string> rows) => rows.Aggregate(default(TableSum), (sum, row) => sum.With(row));

    /// <summary>With one row more.</summary>
    public TableSum With(string row)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(row));
        return new(Rows + 1, unchecked(Hash + System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash)));
    }
}
