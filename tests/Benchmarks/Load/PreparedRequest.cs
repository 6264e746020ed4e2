using System.Globalization;
using System.Text;

namespace Platform.Benchmarks.Load;

/// <summary>A request as bytes, whose marks are written over in place.</summary>
internal sealed class PreparedRequest
{
    private readonly byte[] _bytes;
    private readonly int[] _numbers;
    private readonly int[] _linkedIds;
    private readonly int[] _ids;

    public PreparedRequest(RequestTemplate template)
    {
        var length = Encoding.UTF8.GetByteCount(template.Body).ToString(CultureInfo.InvariantCulture);
        _bytes = Encoding.UTF8.GetBytes($"{template.Head}Content-Length: {length}\r\n\r\n{template.Body}");
        _numbers = Find(RequestTemplate.Number);
        _linkedIds = Find(RequestTemplate.LinkedId);
        _ids = Find(RequestTemplate.Id);
    }

    /// <summary>The request with these values; valid until the next call.</summary>
    public ReadOnlyMemory<byte> With(long number, Guid id)
    {
        Span<byte> text = stackalloc byte[32];
        number.TryFormat(text, out var digits, provider: CultureInfo.InvariantCulture);
        foreach (var at in _numbers) { text[..digits].CopyTo(_bytes.AsSpan(at)); }
        foreach (var at in _linkedIds)
        {
            "10"u8.CopyTo(_bytes.AsSpan(at));
            text[..digits].CopyTo(_bytes.AsSpan(at + 2));
        }
        id.TryFormat(text, out _, "N");
        foreach (var at in _ids) { text.CopyTo(_bytes.AsSpan(at)); }
        return _bytes;
    }

    private int[] Find(string mark)
    {
        var (found, pattern) = (new List<int>(), Encoding.ASCII.GetBytes(mark));
        for (var at = 0; ;)
        {
            var next = _bytes.AsSpan(at).IndexOf(pattern);
            if (next < 0) { return [.. found]; }
            found.Add(at + next);
            at += next + pattern.Length;
        }
    }
}
