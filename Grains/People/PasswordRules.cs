namespace Platform.People;

/// <summary>
/// What a new password must be. Length is what counts (NIST SP 800-63B); the rest refuses what a guesser tries before the first wait.
/// </summary>
internal static class PasswordRules
{
    internal const int LengthMin = 10;

    /// <summary>Bounds what hashing costs.</summary>
    internal const int LengthMax = 256;

    private const int DistinctMin = 5;

    internal static bool IsGood(string password, EmailAddress email) =>
        password.Length is >= LengthMin and <= LengthMax
        && password.Distinct().Count() >= DistinctMin
        && !IsAbout(password, email.Text[..email.Text.IndexOf('@', StringComparison.Ordinal)])
        && !IsRun(password);

    // A short name is part of too many words.
    private static bool IsAbout(string password, string name) => name.Length > 3 && password.Contains(name, StringComparison.OrdinalIgnoreCase);

    // 1234567890, abcdefghij and the like: nearly every letter is the one after the last.
    private static bool IsRun(string password) =>
        password.Zip(password.Skip(1), (one, next) => Math.Abs(next - one)).Count(step => step == 1) >= password.Length - 2;
}
