using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Tenancy;

namespace Platform.Pages;

/// <summary>How pages look: the platform's style, and over it what a company's branding says. Pure.</summary>
/// <param name="Style">The style sheet, which is in every page: a host that is nobody's has no other files.</param>
/// <param name="Logo">The address of the company's logo, or <c>null</c>.</param>
internal sealed record PageLooks(string Style, LogoUrl? Logo)
{
    // The brightest colour on which white is still easier to read than black; on white, such colours reach WCAG 2.2's 4.5 : 1.
    private const double DarkMax = 0.179;

    /// <summary>The platform's own.</summary>
    internal static PageLooks Platform { get; } = Of(Branding.None);

    /// <summary>A company's.</summary>
    internal static PageLooks Of(Branding branding)
    {
        var style = new StringBuilder(PageFiles.Style);
        if (branding.Primary is { } primary)
        {
            style.Append(CultureInfo.InvariantCulture, $":root {{ --act: {primary}; --on-act: {(IsDark(primary) ? "#fff" : "#000")}; }}\n");
        }
        if (branding.Accent is { } accent) { style.Append(CultureInfo.InvariantCulture, $":root {{ --accent: {accent}; }}\n"); }
        if (Readable(branding) is { } link) { style.Append(CultureInfo.InvariantCulture, $":root {{ --link: {link}; }}\n"); }
        return new PageLooks(style.ToString(), branding.Logo);
    }

    /// <summary>
    /// What a browser may load for a page: nothing from elsewhere but the logo, no frames around it, and no style but this one.
    /// </summary>
    internal string Policy =>
        $"default-src 'none'; script-src 'self'; style-src 'sha256-{Hash}'; connect-src 'self'; img-src data:{LogoSource}; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private string Hash => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    private string LogoSource => Logo is { } logo && new Uri(logo.Value) is var address ? $" https://{address.IdnHost}:{address.Port}" : "";

    private static Colour? Readable(Branding branding)
    {
        if (branding.Primary is { } primary && IsDark(primary)) { return primary; }
        return branding.Accent is { } accent && IsDark(accent) ? accent : null;
    }

    // Relative luminance: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    private static bool IsDark(Colour colour) =>
        (0.2126 * Light(colour, 1)) + (0.7152 * Light(colour, 3)) + (0.0722 * Light(colour, 5)) <= DarkMax;

    private static double Light(Colour colour, int at)
    {
        var share = byte.Parse(colour.Value.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
