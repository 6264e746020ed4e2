namespace Orleans.GrainHost.Engine.Copying;

/// <summary>Copies arrays of any rank.</summary>
internal sealed class ArrayPlan(Type element) : CopyPlan
{
    private readonly CopyPlan? _element = ForDeclared(element);

    public override object? Copy(object? value, CopyContext context)
    {
        if (value is not Array original)
        {
            return null;
        }
        if (context.TryGet(value, out var known))
        {
            return known;
        }
        var copy = (Array)original.Clone();
        context.Remember(original, copy);
        if (_element is null)
        {
            return copy;
        }
        var indices = new int[original.Rank];
        for (var i = 0L; i < original.LongLength; i++)
        {
            Locate(original, i, indices);
            copy.SetValue(_element.Copy(original.GetValue(indices), context), indices);
        }
        return copy;
    }

    private static void Locate(Array array, long position, int[] indices)
    {
        for (var dimension = array.Rank - 1; dimension >= 0; dimension--)
        {
            var length = array.GetLength(dimension);
            indices[dimension] = (int)(position % length) + array.GetLowerBound(dimension);
            position /= length;
        }
    }
}
