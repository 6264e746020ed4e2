using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Platform.Speech;

/// <summary>Sound as samples: PCM, 16 bits, mono.</summary>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Samples">The samples.</param>
internal sealed record WavFile(int SampleRate, short[] Samples)
{
    private const int HeaderBytes = 44;
    private const int ChunkHeaderBytes = 8;
    private const short Pcm = 1;

    /// <summary>Reads a WAV file; <c>null</c> when it is none, or not PCM with 16 bits and one channel.</summary>
    /// <remarks>
    /// A program that writes to a pipe cannot know the length beforehand: a data chunk that claims more than there is ends with the file.
    /// </remarks>
    internal static WavFile? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderBytes || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8))
        {
            return null;
        }

        var rate = 0;
        for (var at = 12; at + ChunkHeaderBytes <= file.Length;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            var content = file[(at + ChunkHeaderBytes)..];
            content = content[..(int)Math.Min(size, content.Length)];
            if (file[at..].StartsWith("fmt "u8) && (rate = ReadRate(content)) == 0)
            {
                return null;
            }
            if (file[at..].StartsWith("data"u8))
            {
                return rate == 0 ? null : new WavFile(rate, ReadSamples(content));
            }
            at += ChunkHeaderBytes + content.Length + (content.Length & 1);
        }
        return null;
    }

    /// <summary>The file's bytes.</summary>
    internal byte[] ToBytes()
    {
        var data = Samples.Length * sizeof(short);
        var file = new byte[HeaderBytes + data];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), HeaderBytes - ChunkHeaderBytes + data);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), Pcm);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), SampleRate * sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 8 * sizeof(short));
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), data);
        for (var i = 0; i < Samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(HeaderBytes + (i * sizeof(short))), Samples[i]);
        }
        return file;
    }

    // 0 where it is not PCM, 16 bits, mono.
    private static int ReadRate(ReadOnlySpan<byte> format) =>
        format.Length >= 16
        && BinaryPrimitives.ReadInt16LittleEndian(format) == Pcm
        && BinaryPrimitives.ReadInt16LittleEndian(format[2..]) == 1
        && BinaryPrimitives.ReadInt16LittleEndian(format[14..]) == 16
            ? BinaryPrimitives.ReadInt32LittleEndian(format[4..])
            : 0;

    private static short[] ReadSamples(ReadOnlySpan<byte> data)
    {
        var samples = new short[data.Length / sizeof(short)];
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, short>(data[..(samples.Length * sizeof(short))]).CopyTo(samples);
            return samples;
        }
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(i * sizeof(short))..]);
        }
        return samples;
    }
}
