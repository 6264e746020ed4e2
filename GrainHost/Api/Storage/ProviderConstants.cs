namespace Orleans.Providers;

/// <summary>Well-known names of providers.</summary>
public static class ProviderConstants
{
    public const string DEFAULT_STORAGE_PROVIDER_NAME = "Default";
}
