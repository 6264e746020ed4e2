using Platform.Tests.Harness;

namespace Platform.Tests.Crashes;

/// <summary>The judge of the crash tests must itself be strict.</summary>
public class SendOrderTests
{
    private static readonly StoredSend A = Message("a"), B = Message("b");

    [Fact]
    public void Each_once_in_order_fits() => Assert.True(SendOrder.Fits([A, B, A], ["a", "b", "a"]));

    [Fact]
    public void A_missing_one_does_not_fit() => Assert.False(SendOrder.Fits([A, B], ["a"]));

    [Fact]
    public void Another_order_does_not_fit() => Assert.False(SendOrder.Fits([A, B], ["b", "a"]));

    [Fact]
    public void One_too_many_does_not_fit() => Assert.False(SendOrder.Fits([A, B], ["a", "a", "b"]));

    [Fact]
    public void An_uncertain_one_may_come_twice() =>
        Assert.True(SendOrder.Fits([A with { Uncertain = true, Attempts = 2 }, B], ["a", "a", "b"]));

    [Fact]
    public void An_uncertain_one_may_not_come_more_often_than_it_was_claimed() =>
        Assert.False(SendOrder.Fits([A with { Uncertain = true, Attempts = 2 }, B], ["a", "a", "a", "b"]));

    [Fact]
    public void An_uncertain_one_may_not_be_left_out() =>
        Assert.False(SendOrder.Fits([A with { Uncertain = true, Attempts = 2 }, B], ["b"]));

    private static StoredSend Message(string text) =>
        new(Guid.Empty, "evolution:x", "5511970000000", 1, "5511970000000", text, StoredSend.Sent, IsOpen: false, Attempts: 1,
            Uncertain: false, Reason: null);
}
