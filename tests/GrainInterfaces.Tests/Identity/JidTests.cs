using Platform.Identity;

namespace Platform.Tests.Identity;

public class JidTests
{
    [Theory]
    [InlineData("5511999990001@s.whatsapp.net", "5511999990001")]
    [InlineData("5511999990001:12@s.whatsapp.net", "5511999990001")]
    [InlineData("5511999990001_1:12@s.whatsapp.net", "5511999990001")]
    [InlineData("5511999990001@c.us", "5511999990001")]
    [InlineData("553188880002@s.whatsapp.net", "5531988880002")]
    [InlineData("5215512345678@s.whatsapp.net", "525512345678")]
    [InlineData("4741234567@s.whatsapp.net", "4741234567")]
    public void A_number_in_an_address_is_international_and_canonical(string text, string digits)
    {
        Assert.True(Jid.TryParse(text, out var jid));
        Assert.Equal(digits, Assert.IsType<Jid.Phone>(jid).Number.Digits);
    }

    [Theory]
    [InlineData("100000000000001@lid", "lid-100000000000001")]
    [InlineData("100000000000001:3@lid", "lid-100000000000001")]
    public void A_linked_id_is_an_identity_and_never_a_number(string text, string key)
    {
        Assert.True(Jid.TryParse(text, out var jid));
        var identity = Assert.IsType<Jid.Lid>(jid).Identity;
        Assert.Equal(key, identity.Text);
        Assert.Null(identity.Number);
    }

    [Theory]
    [InlineData("120363000000000001@g.us", typeof(Jid.Group))]
    [InlineData("5511999990001-1500000000@g.us", typeof(Jid.Group))]
    [InlineData("status@broadcast", typeof(Jid.Broadcast))]
    [InlineData("120363000000000001@newsletter", typeof(Jid.Newsletter))]
    public void Addresses_of_many_are_told_apart(string text, Type kind)
    {
        Assert.True(Jid.TryParse(text, out var jid));
        Assert.IsType(kind, jid);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5511999990001")]
    [InlineData("@s.whatsapp.net")]
    [InlineData("abc@s.whatsapp.net")]
    [InlineData("abc@lid")]
    [InlineData("0@s.whatsapp.net")]
    [InlineData("5511999990001@S.WHATSAPP.NET")]
    [InlineData("5511999990001@s.whatsapp.net@lid")]
    [InlineData("5511999990001@bot")]
    public void Any_other_text_is_refused(string? text) => Assert.False(Jid.TryParse(text, out _));

    [Fact]
    public void An_overlong_address_is_refused() => Assert.False(Jid.TryParse(new string('1', 200) + "@lid", out _));
}
