using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>A step of a flow, as data. Reached, it answers what is to happen; it never acts by itself.</summary>
/// <param name="Id">Unique in its flow.</param>
/// <param name="When">When it applies; otherwise it is passed over.</param>
public abstract record BotStep(string Id, Condition? When)
{
    internal abstract StepOutcome Enter(StepScope scope);
}

/// <summary>Says a text.</summary>
public sealed record SayStep(string Id, Condition? When, string Text) : BotStep(Id, When)
{
    internal override StepOutcome Enter(StepScope scope) => new StepOutcome.Say(scope.Text(Text));
}

/// <summary>Asks for a slot; one that is filled already is not asked again.</summary>
/// <param name="Id">Unique in its flow.</param>
/// <param name="When">When it applies.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">The question.</param>
/// <param name="Offer">Answers offered with it.</param>
/// <param name="OfferWhen">When they are offered.</param>
/// <param name="Known">Where the answer is taken from without asking: <c>contactName</c>, <c>request</c>, or <c>null</c>.</param>
/// <param name="OpenOnly">A day or time counts only when the company is open then.</param>
public sealed record AskStep(
    string Id, Condition? When, string Slot, SlotKind Kind, string Text, Offer Offer, Condition? OfferWhen, string? Known, bool OpenOnly)
    : BotStep(Id, When)
{
    /// <summary><see cref="Known"/> from what the customer is called.</summary>
    public const string ContactName = "contactName";

    /// <summary><see cref="Known"/> from the message that began the form, where it says more than what is wanted.</summary>
    public const string Request = "request";

    internal override StepOutcome Enter(StepScope scope)
    {
        if (scope.Session.Slots.ContainsKey(Slot)) { return new StepOutcome.Branch(Target.Next); }
        var offers = OfferWhen?.Holds(scope) ?? true;
        return new StepOutcome.Ask(Slot, Kind, scope.Text(Text), offers ? scope.Offered(Offer) : []);
    }
}

/// <summary>Lets the customer choose.</summary>
/// <param name="Id">Unique in its flow.</param>
/// <param name="When">When it applies.</param>
/// <param name="Text">The question.</param>
/// <param name="Slot">Where the choice is kept, or <c>null</c>; one that is filled already is not asked again.</param>
/// <param name="Offer">Choices that follow from the moment; they come first.</param>
/// <param name="Choices">Choices of its own.</param>
/// <param name="Listed">Whether the choices are shown.</param>
public sealed record ChooseStep(
    string Id, Condition? When, string Text, string? Slot, Offer Offer, ImmutableArray<BotChoice> Choices, bool Listed) : BotStep(Id, When)
{
    internal override StepOutcome Enter(StepScope scope)
    {
        if (Slot is not null && scope.Session.Slots.ContainsKey(Slot)) { return new StepOutcome.Branch(Target.Next); }
        return new StepOutcome.Choose(scope.Text(Text), Offered(scope), Listed, Offer == Offer.Menu);
    }

    private ImmutableArray<Choice> Offered(StepScope scope)
    {
        var offered = scope.Offered(Offer);
        foreach (var choice in Choices)
        {
            if (offered.Length >= DialogueSession.OfferedMax) { break; }
            if (choice.When?.Holds(scope) ?? true) { offered = offered.Add(choice.Show(scope)); }
        }
        return offered;
    }
}

/// <summary>A choice of a step.</summary>
/// <param name="Id">Unique in its step.</param>
/// <param name="When">When it is offered.</param>
/// <param name="Text">Key of its title.</param>
/// <param name="GoTo">Where it leads.</param>
/// <param name="Clears">Slots that are asked again after it.</param>
/// <param name="Synonyms">Other words for it, by locale.</param>
public sealed record BotChoice(
    string Id, Condition? When, string Text, Target GoTo, ImmutableArray<string> Clears,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Synonyms)
{
    internal Choice Show(StepScope scope) => new(Id, scope.Text(Text), Synonyms.GetValueOrDefault(scope.Locale, []));
}

/// <summary>Calls a function.</summary>
/// <param name="Id">Unique in its flow.</param>
/// <param name="When">When it applies.</param>
/// <param name="Function">One of <see cref="FunctionNames"/>.</param>
/// <param name="Arguments">Templates by name; one that comes out empty is left out.</param>
/// <param name="Succeeded">Where it goes on then.</param>
/// <param name="Failed">Where it goes on then.</param>
public sealed record CallStep(
    string Id, Condition? When, string Function, ImmutableSortedDictionary<string, string> Arguments, Target Succeeded, Target Failed)
    : BotStep(Id, When)
{
    internal override StepOutcome Enter(StepScope scope)
    {
        var arguments = Arguments
            .Select(argument => KeyValuePair.Create(argument.Key, scope.Argument(argument.Value)))
            .Where(argument => argument.Value.Length > 0);
        return new StepOutcome.Call(new FunctionCall(Function, arguments.ToImmutableSortedDictionary(StringComparer.Ordinal)));
    }
}

/// <summary>Goes to the first case that holds.</summary>
public sealed record BranchStep(string Id, Condition? When, ImmutableArray<BranchCase> Cases, Target Otherwise) : BotStep(Id, When)
{
    internal override StepOutcome Enter(StepScope scope) =>
        new StepOutcome.Branch(Cases.FirstOrDefault(branch => branch.When.Holds(scope))?.GoTo ?? Otherwise);
}

/// <summary>A case of a branch.</summary>
public sealed record BranchCase(Condition When, Target GoTo);

/// <summary>Gives the conversation to a person.</summary>
public sealed record HandOverStep(string Id, Condition? When, string? Text, string Reason) : BotStep(Id, When)
{
    internal override StepOutcome Enter(StepScope scope) =>
        new StepOutcome.HandOver(Text is null ? null : scope.Text(Text), new HandOver(Reason, scope.Bot.HandOver.Target));
}

/// <summary>Ends the dialogue.</summary>
public sealed record EndStep(string Id, Condition? When, string? Text) : BotStep(Id, When)
{
    internal override StepOutcome Enter(StepScope scope) => new StepOutcome.End(Text is null ? null : scope.Text(Text));
}

/// <summary>Choices that follow from the moment instead of the definition.</summary>
public enum Offer
{
    /// <summary>None.</summary>
    None,

    /// <summary>The bot's menu.</summary>
    Menu,

    /// <summary>The questions that can be answered.</summary>
    Questions,

    /// <summary>The next days on which the company is open.</summary>
    OpenDays,

    /// <summary>The parts of the chosen day in which the company is open.</summary>
    DayParts,
}
