namespace Platform.Tenancy;

/// <summary>When people of a company are there to answer.</summary>
[GenerateSerializer, Immutable, Alias("business-hours")]
public sealed record BusinessHours;
