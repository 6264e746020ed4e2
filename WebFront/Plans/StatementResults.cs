namespace Platform.Plans;

/// <summary>Answers a statement in the form that was asked for.</summary>
internal static class StatementResults
{
    /// <summary>Says in the end points' description what they answer.</summary>
    internal static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<Statement>()
        .Produces<string>(StatusCodes.Status200OK, "text/csv", "text/html")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>The month's statement as <c>json</c> (without a format), <c>csv</c>, or <c>html</c> made to be printed.</summary>
    internal static async Task<IResult> Answer(
        ISubscriptionGrain subscription, string month, string? format, CancellationToken cancellationToken)
    {
        if (!BillingPeriod.TryParse(month, out var period))
        {
            return PlanProblems.Of(StatusCodes.Status400BadRequest, "A month is yyyy-MM.");
        }
        if (format is not (null or "json" or "csv" or "html"))
        {
            return PlanProblems.Of(StatusCodes.Status400BadRequest, "A statement is json, csv or html.");
        }
        if (await subscription.GetStatement(period, cancellationToken) is not { } statement)
        {
            return PlanProblems.Of(StatusCodes.Status404NotFound, "There is no statement of this month.");
        }
        return format switch
        {
            "csv" => TypedResults.File(
                StatementCsv.Render(statement), "text/csv; charset=utf-8", $"statement-{period}.csv"),
            "html" => TypedResults.Text(StatementHtml.Render(statement), "text/html; charset=utf-8"),
            _ => TypedResults.Ok(statement),
        };
    }
}
