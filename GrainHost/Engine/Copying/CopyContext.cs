namespace Orleans.GrainHost.Engine.Copying;

/// <summary>Remembers what has been copied within one message, so that an object reached twice stays one, and cycles end.</summary>
internal sealed class CopyContext
{
    private object? _firstOriginal;
    private object? _firstCopy;
    private Dictionary<object, object>? _more;

    public bool TryGet(object original, out object copy)
    {
        if (ReferenceEquals(original, _firstOriginal))
        {
            copy = _firstCopy!;
            return true;
        }
        copy = null!;
        return _more is not null && _more.TryGetValue(original, out copy!);
    }

    public void Remember(object original, object copy)
    {
        if (_firstOriginal is null)
        {
            (_firstOriginal, _firstCopy) = (original, copy);
            return;
        }
        _more ??= new Dictionary<object, object>(ReferenceEqualityComparer.Instance);
        _more[original] = copy;
    }
}
