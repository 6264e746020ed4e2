namespace Platform.Tests.Harness;

/// <summary>A customer whom no other test knows.</summary>
/// <param name="Number">The canonical number.</param>
internal sealed record Customer(string Number)
{
    private static int _count;

    internal string Jid => $"{Number}@s.whatsapp.net";

    /// <summary>Someone new. WhatsApp keeps the ninth digit of this area's numbers.</summary>
    internal static Customer New() => new($"551197{Interlocked.Increment(ref _count):D7}");

    internal WhatsAppText Says(string instance, string text) => new(instance, Jid, text);
}
