namespace Platform.Dialogue;

/// <summary>A position in the flows: the n-th step of one, which may lie behind its last.</summary>
internal sealed record Place(BotFlow Flow, int Index)
{
    public Place Next => this with { Index = Index + 1 };

    /// <summary>Where a target leads from where the session stands.</summary>
    public static Place Of(StepScope scope, Target where)
    {
        var flow = scope.Bot.Flows[scope.Session.Flow];
        return new Place(flow, Math.Max(0, IndexOf(flow, scope.Session.Step))).To(scope, where);
    }

    /// <summary>The step here, or <c>null</c> behind the flow's end.</summary>
    public BotStep? Step => Index < Flow.Steps.Length ? Flow.Steps[Index] : null;

    /// <summary>
    /// The session standing here; behind the flow's end it stays where it was. Back at what was interrupted, nothing is left to resume.
    /// </summary>
    public DialogueSession Move(DialogueSession session)
    {
        if (Step is not { } step) { return session; }
        var resumed = session.Resume == $"{Flow.Name}/{step.Id}";
        return session with { Flow = Flow.Name, Step = step.Id, Resume = resumed ? null : session.Resume };
    }

    /// <summary>Where it goes on when the flow has run out: what was interrupted, or the question what else there is.</summary>
    public Place Leave(StepScope scope) =>
        Flow.Name == FlowNames.More ? Start(scope, FlowNames.Menu) : Interrupted(scope) ?? Start(scope, FlowNames.More);

    /// <summary>Where a target leads from here.</summary>
    public Place To(StepScope scope, Target where)
    {
        if (where == Target.Next) { return Next; }
        if (where == Target.Resume) { return Interrupted(scope) ?? Start(scope, FlowNames.Menu); }
        var flow = where.Flow is null ? Flow : scope.Bot.Flows[where.Flow];
        return new Place(flow, where.Step is null ? 0 : IndexOf(flow, where.Step));
    }

    private static int IndexOf(BotFlow flow, string step)
    {
        for (var index = 0; index < flow.Steps.Length; index++)
        {
            if (flow.Steps[index].Id == step) { return index; }
        }
        return -1;
    }

    private static Place Start(StepScope scope, string flow) => new(scope.Bot.Flows[flow], 0);

    private static Place? Interrupted(StepScope scope)
    {
        if (scope.Session.Resume?.Split('/') is not [var flow, var step] || scope.Bot.Find(flow, step) is not { } found) { return null; }
        return new Place(scope.Bot.Flows[flow], scope.Bot.Flows[flow].Steps.IndexOf(found));
    }
}
