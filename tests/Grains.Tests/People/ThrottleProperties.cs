using FsCheck;
using FsCheck.Fluent;
using Platform.People;

namespace Platform.Tests.People;

/// <summary>Whatever strangers try: they get nowhere fast, and they lock nobody out.</summary>
public sealed class ThrottleProperties
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Device = [1, 2, 3];
    private static readonly KnownPlace[] Known = [new("198.51.100.1", DeviceHash: null, Noon), new("198.51.100.2", Device, Noon)];

    // Seconds until the next attempt, and the stranger's address.
    private static Gen<(int Wait, int Address)[]> Attempts(int addresses) =>
        Gen.Zip(Gen.Frequency((6, Gen.Constant(0)), (3, Gen.Choose(0, 30)), (1, Gen.Choose(0, 90_000))), Gen.Choose(0, addresses - 1)).ArrayOf()
            .Resize(400);

    [Fact]
    public void Who_signed_in_before_waits_for_nothing_that_strangers_do() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(100),
        Prop.ForAll(Attempts(addresses: 100).ToArbitrary(), attempts =>
        {
            var (throttle, now) = (Throttle.Empty, Noon);
            foreach (var (wait, address) in attempts)
            {
                now = now.AddSeconds(wait);
                throttle = throttle.Failed(Throttle.LanesOf(From($"203.0.113.{address}"), [.. Known]), now);
                if (throttle.WaitFor(Throttle.LanesOf(From("198.51.100.1"), [.. Known]), now) > TimeSpan.Zero
                    || throttle.WaitFor(Throttle.LanesOf(From($"203.0.113.{address}", Device), [.. Known]), now) > TimeSpan.Zero)
                {
                    return false;
                }
            }
            return true;
        }));

    [Fact]
    public void No_address_gets_more_guesses_in_a_day_than_the_waits_leave() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(30),
        Prop.ForAll(Gen.Choose(1, 2_000).ToArbitrary(), seconds =>
        {
            var (throttle, now, guesses) = (Throttle.Empty, Noon, 0);
            var lanes = Throttle.LanesOf(From("203.0.113.1"), []);
            for (; now < Noon.AddDays(1); now = now.AddSeconds(seconds))
            {
                if (throttle.WaitFor(lanes, now) > TimeSpan.Zero) { continue; }
                throttle = throttle.Failed(lanes, now);
                guesses++;
            }

            // The free ones, ten while the wait doubles, and one for each longest wait.
            return guesses <= Throttle.FreeFailures + 10 + (int)(TimeSpan.FromDays(1) / Throttle.WaitMax);
        }));

    [Fact]
    public void All_strangers_together_get_no_more_than_the_waits_leave_however_many_addresses_they_have() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(10),
        Prop.ForAll(Gen.Choose(5, 120).ToArbitrary(), seconds =>
        {
            var (throttle, now, guesses) = (Throttle.Empty, Noon, 0);
            for (var attempt = 0; now < Noon.AddDays(1); attempt++, now = now.AddSeconds(seconds))
            {
                var lanes = Throttle.LanesOf(From($"10.{attempt / 65_536}.{attempt / 256 % 256}.{attempt % 256}"), []);
                if (throttle.WaitFor(lanes, now) > TimeSpan.Zero) { continue; }
                throttle = throttle.Failed(lanes, now);
                guesses++;
            }
            return guesses <= Throttle.FreeFailuresOfAll + 10 + (int)(TimeSpan.FromDays(1) / Throttle.WaitMax);
        }));

    [Fact]
    public void A_wait_is_never_longer_than_the_longest_and_lanes_are_bounded() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(50),
        Prop.ForAll(Attempts(addresses: 200).ToArbitrary(), attempts =>
        {
            var (throttle, now) = (Throttle.Empty, Noon);
            foreach (var (wait, address) in attempts)
            {
                // Clocks are set back as well.
                now = now.AddSeconds(wait % 7 == 3 ? -wait : wait);
                var lanes = Throttle.LanesOf(From($"203.0.113.{address}"), []);
                throttle = throttle.Failed(lanes, now);
                if (throttle.WaitFor(lanes, now) > Throttle.WaitMax || throttle.Lanes.Length > Throttle.LanesMax) { return false; }
            }
            return true;
        }));

    private static SignInAttempt From(string address, byte[]? device = null) => new("", null, SessionKind.Browser, [], device, address, "");
}
