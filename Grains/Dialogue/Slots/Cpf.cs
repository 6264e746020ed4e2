using System.Diagnostics.CodeAnalysis;

namespace Platform.Dialogue;

/// <summary>A Brazilian taxpayer number with right check digits. Its text form is masked.</summary>
public readonly record struct Cpf
{
    private const int Length = 11;
    private readonly string? _digits;

    private Cpf(string digits) => _digits = digits;

    /// <summary>The 11 digits.</summary>
    public string Digits => _digits ?? throw new InvalidOperationException("This Cpf was never given a value.");

    /// <summary>
    /// Reads 11 digits, with or without dots and dash; <c>false</c> when they are not exactly those or the check digits are wrong.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Cpf cpf)
    {
        var digits = new string([.. TextForms.Clean(text ?? "").Where(char.IsAsciiDigit)]);
        // Eleven equal digits pass the sums, and no one has them.
        var valid = digits.Length == Length && digits.Any(digit => digit != digits[0]) && Check(digits, 9) && Check(digits, 10);
        cpf = valid ? new Cpf(digits) : default;
        return valid;
    }

    /// <summary>The number with all but three of its digits hidden.</summary>
    public override string ToString() => _digits is null ? "" : $"***.{_digits[3..6]}.***-**";

    private static bool Check(string digits, int at)
    {
        var sum = 0;
        for (var index = 0; index < at; index++) { sum += (digits[index] - '0') * (at + 1 - index); }
        return sum * 10 % 11 % 10 == digits[at] - '0';
    }
}
