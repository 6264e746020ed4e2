namespace Orleans
{
    /// <summary>The root of all grain interfaces; a grain interface derives from one of the keyed kinds.</summary>
    public interface IGrain : Runtime.IAddressable;

    /// <summary>A grain identified by a guid.</summary>
    public interface IGrainWithGuidKey : IGrain;

    /// <summary>A grain identified by an integer.</summary>
    public interface IGrainWithIntegerKey : IGrain;

    /// <summary>A grain identified by a text.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>A grain identified by a guid and a text.</summary>
    public interface IGrainWithGuidCompoundKey : IGrain;

    /// <summary>A grain identified by an integer and a text.</summary>
    public interface IGrainWithIntegerCompoundKey : IGrain;
}

namespace Orleans.Runtime
{
    /// <summary>Anything that can be called through a reference.</summary>
    public interface IAddressable;
}
