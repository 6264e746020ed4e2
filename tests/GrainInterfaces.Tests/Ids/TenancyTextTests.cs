using Platform.Tenancy;

namespace Platform.Tests.Ids;

public sealed class SlugTests : IdTests<Slug>
{
    protected override string Good => "feirao-showcar";

    protected override string[] Bad =>
        ["", "ab", "-ab", "ab-", "Ab1", "a b", "a_b", "ação", "www", "admin", "api", "xn--80ak6aa92e", new('a', 41), "abc\n"];

    protected override string ValueOf(Slug id) => id.Value;
}

public sealed class TenantNameTests : IdTests<TenantName>
{
    protected override string Good => "Bar \"do Zé\" 'n' Cia 🍻; DROP TABLE tenants";

    protected override string[] Bad => ["", "   ", "a\nb", "a\0b", "a\u202Eb", new('a', 121), new('a', 10_000)];

    protected override string ValueOf(TenantName id) => id.Value;

    [Fact]
    public void Half_a_character_is_no_name() => Assert.False(TenantName.TryParse("\uD800", out _));

    [Fact]
    public void Spaces_around_it_do_not_count() => Assert.Equal("Clinic", TenantName.Parse("  Clinic\t").Value);
}

public sealed class LocaleTests : IdTests<Locale>
{
    protected override string Good => "pt-BR";

    protected override string[] Bad => ["", "pt", "pt-br", "fr", "EN"];

    protected override string ValueOf(Locale id) => id.Value;
}

public sealed class ZoneNameTests : IdTests<ZoneName>
{
    protected override string Good => "America/Sao_Paulo";

    protected override string[] Bad => ["", "America/Sao_Paolo", "../etc/passwd", "/etc/passwd", "E. South America Standard Time", "America/"];

    protected override string ValueOf(ZoneName id) => id.Value;
}

public sealed class ColourTests : IdTests<Colour>
{
    protected override string Good => "#0a7cff";

    protected override string[] Bad => ["", "0a7cff", "#0a7cf", "#0a7cfg", "red", "#0a7cff;}"];

    protected override string ValueOf(Colour id) => id.Value;
}

public sealed class LogoUrlTests : IdTests<LogoUrl>
{
    protected override string Good => "https://cdn.clinic.example/logo.png";

    protected override string[] Bad =>
        ["", "http://clinic.example/logo.png", "javascript:alert(1)", "data:image/png;base64,AA", "https://u:p@clinic.example/a.png", "/logo.png"];

    protected override string ValueOf(LogoUrl id) => id.Value;
}
