namespace Orleans;

/// <summary>The way in for code outside grains.</summary>
public interface IClusterClient : IGrainFactory
{
    IServiceProvider ServiceProvider { get; }
}
