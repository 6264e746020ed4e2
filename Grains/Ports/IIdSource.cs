namespace Platform.Ids;

/// <summary>Makes ids. A port, so that simulations repeat.</summary>
public interface IIdSource
{
    /// <summary>A new id that sorts by time (UUID version 7, RFC 9562).</summary>
    Guid NewId();
}
