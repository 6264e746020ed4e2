using System.Globalization;
using System.Text.Json;
using Platform.Calls;
using Platform.Channels;
using Platform.Identity;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Tests.Ids;

/// <summary>What holds for every typed id: one case per id.</summary>
public abstract class IdTests<T> where T : struct, IParsable<T>, IFormattable
{
    protected abstract string Good { get; }

    protected abstract string[] Bad { get; }

    protected abstract string ValueOf(T id);

    [Fact]
    public void A_value_that_was_never_given_throws_when_it_is_read() => Assert.Throws<InvalidOperationException>(() => ValueOf(default));

    [Fact]
    public void Its_text_reads_back_as_the_same_id()
    {
        var id = T.Parse(Good, CultureInfo.InvariantCulture);

        Assert.Equal(Good, ValueOf(id));
        Assert.Equal(id, T.Parse(id.ToString("G", null), CultureInfo.InvariantCulture));
    }

    [Fact]
    public void It_goes_through_JSON_as_text_also_as_a_property_name()
    {
        var id = T.Parse(Good, CultureInfo.InvariantCulture);

        Assert.Equal(JsonSerializer.Serialize(Good), JsonSerializer.Serialize(id));
        Assert.Equal(id, JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(id)));
        var map = new Dictionary<T, int> { [id] = 1 };
        Assert.Equal(1, JsonSerializer.Deserialize<Dictionary<T, int>>(JsonSerializer.Serialize(map))![id]);
    }

    [Fact]
    public void Bad_text_is_refused_by_parser_and_JSON()
    {
        foreach (var bad in Bad)
        {
            Assert.False(T.TryParse(bad, CultureInfo.InvariantCulture, out _), bad);
            Assert.Throws<FormatException>(() => T.Parse(bad, CultureInfo.InvariantCulture));
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(bad)));
        }
        Assert.False(T.TryParse(null, CultureInfo.InvariantCulture, out _));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>("12"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>("null"));
    }
}

public class TenantIdTests : IdTests<TenantId>
{
    protected override string Good => "0b7c1c9e-6a1d-4a7e-9f59-0d7c1e3b2a10";
    protected override string[] Bad => ["", "drmarco", "00000000-0000-0000-0000-000000000000", "0b7c1c9e-6a1d-4a7e-9f59-0d7c1e3b2a1"];
    protected override string ValueOf(TenantId id) => id.Value.ToString("D");

    [Fact]
    public void An_empty_id_cannot_be_made() => Assert.Throws<ArgumentException>(() => new TenantId(Guid.Empty));
}

public class ChannelIdTests : IdTests<ChannelId>
{
    protected override string Good => "evolution:DrMarco";
    protected override string[] Bad =>
    [
        "", "evolution", "evolution:", ":x", "Evolution:x", "evolution:a/b", "evolution:a b", "evolution:x\n",
        "evolution:" + new string('x', 84),
    ];
    protected override string ValueOf(ChannelId id) => id.Value;
}

public class ProviderMessageIdTests : IdTests<ProviderMessageId>
{
    protected override string Good => "3EB0ECA16FCFF0E899AB38";
    protected override string[] Bad => ["", " ", "a b", "é", "a\n", new string('x', 201)];
    protected override string ValueOf(ProviderMessageId id) => id.Value;
}

public class CallIdTests : IdTests<CallId>
{
    protected override string Good => "0b7c1c9e-6a1d-4a7e-9f59-0d7c1e3b2a10";
    protected override string[] Bad => ["", "a b", "a/b", new string('x', 65), "x\n"];
    protected override string ValueOf(CallId id) => id.Value;
}

public class PhoneNumberTests : IdTests<PhoneNumber>
{
    protected override string Good => "5511999990001";
    protected override string[] Bad => ["", "123", "0123456", "+5511999990001", "5511 99999", "1234567890123456", "5511999990001\n"];
    protected override string ValueOf(PhoneNumber id) => id.Digits;

    [Fact]
    public void Its_text_form_shows_the_country_and_two_digits_only()
    {
        Assert.Equal("+55…01", PhoneNumber.Parse("5511999990001").ToString());
        Assert.Equal("+55…01", $"{PhoneNumber.Parse("5511999990001")}");
    }
}

public class PeerKeyTests : IdTests<PeerKey>
{
    protected override string Good => "lid-100000000000001";
    protected override string[] Bad => ["", "lid-", "other-1", "12", "lid-a b", "lid-" + new string('1', 91), "a/b", "5511999990001\n"];
    protected override string ValueOf(PeerKey id) => id.Text;

    [Fact]
    public void Its_text_form_shows_four_digits_only()
    {
        Assert.Equal("…0001", PeerKey.Parse("5511999990001").ToString());
        Assert.Equal("…0001", $"{PeerKey.OfLid("100000000000001")}");
    }

    [Fact]
    public void A_key_made_of_a_number_gives_the_number_back_and_other_kinds_have_none()
    {
        var number = PhoneNumber.Parse("5511999990001");

        Assert.Equal(number, PeerKey.Of(number).Number);
        Assert.Null(PeerKey.OfLid("100000000000001").Number);
        Assert.Null(PeerKey.OfCall("0b7c1c9e").Number);
    }
}

public class EmailAddressTests : IdTests<EmailAddress>
{
    protected override string Good => "ana.souza+clinica@clinic.example";
    protected override string[] Bad =>
        ["", "ana", "ana@", "@clinic.example", "ana@clinic", "a/b@clinic.example", "ana@@clinic.example", "ana@-clinic.example", "ana@clinic.example\n",
            $"{new string('a', 65)}@clinic.example", $"a@{string.Join('.', Enumerable.Repeat(new string('b', 60), 5))}.example"];
    protected override string ValueOf(EmailAddress id) => id.Text;

    [Fact]
    public void It_is_the_same_in_any_case() => Assert.Equal(EmailAddress.Parse("ana@clinic.example"), EmailAddress.Parse("Ana@Clinic.Example"));

    [Fact]
    public void Its_text_form_does_not_show_who_it_is() => Assert.Equal("a…@clinic.example", $"{EmailAddress.Parse("ana@clinic.example")}");
}
