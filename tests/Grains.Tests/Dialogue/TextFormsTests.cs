using Platform.Dialogue;

namespace Platform.Tests.Dialogue;

public sealed class TextFormsTests
{
    [Theory]
    [InlineData("  Olá,\t mundo\n", "Olá, mundo")]
    [InlineData("a\ud83db", "ab")]
    [InlineData("oi 😊👍🏽", "oi")]
    [InlineData("‏‮abc‬", "abc")]
    [InlineData("2️⃣", "2")]
    [InlineData("١٢", "12")]
    [InlineData("ｆｕｌｌ", "full")]
    [InlineData("e\u0301", "é")]
    [InlineData("नमस्ते", "नमस्ते")]
    public void Clean_text_keeps_what_can_be_read_and_spoken(string text, string clean) => Assert.Equal(clean, TextForms.Clean(text));

    [Theory]
    [InlineData("ÀÉÎÕÜ ç Ñ", "aeiou c n")]
    [InlineData("Às 10:30h!", "as 10:30h!")]
    public void Folded_text_has_neither_case_nor_accents(string text, string folded) => Assert.Equal(folded, TextForms.Fold(text));

    [Fact]
    public void Words_are_runs_of_letters_and_digits() => Assert.Equal(["test", "drive", "10h30"], TextForms.Words("Test-drive: 10h30?"));

    [Fact]
    public void A_text_is_never_cut_inside_a_character()
    {
        Assert.Equal("ab", TextForms.Cut("ab😊", 3));
        Assert.Equal("ab😊", TextForms.Cut("ab😊", 4));
    }
}
