using System.CommandLine;
using Platform.Commands;

namespace Platform.Tests.Commands;

public sealed class AddressOptionTests
{
    private static readonly Option<Uri?> Front = AddressOption.Named("--front", "Where.");

    [Fact]
    public void An_address_is_taken() =>
        Assert.Equal(new Uri("http://localhost:5080"), Parse("--front", "http://localhost:5080").GetValue(Front));

    [Fact]
    public void Without_one_there_is_none() => Assert.Null(Parse().GetValue(Front));

    [Theory]
    [InlineData("localhost:5080")]
    [InlineData("/relative")]
    [InlineData("file:///etc/passwd")]
    public void What_is_no_address_of_a_server_is_refused_with_an_example(string text) =>
        Assert.Contains("http://localhost:5080", Assert.Single(Parse("--front", text).Errors).Message, StringComparison.Ordinal);

    private static ParseResult Parse(params string[] arguments) => new RootCommand { Front }.Parse(arguments);
}
