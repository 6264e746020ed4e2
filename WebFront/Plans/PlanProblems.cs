using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Platform.Plans;

/// <summary>The refusals of the plans' end points.</summary>
internal static class PlanProblems
{
    internal static ProblemHttpResult NoSubscription => Of(StatusCodes.Status404NotFound, "The company has no subscription.");

    internal static ProblemHttpResult NoSuchPlan => Of(StatusCodes.Status404NotFound, "There is no such plan or version.");

    internal static ProblemHttpResult Of(int status, string title) => TypedResults.Problem(title: title, statusCode: status);

    internal static ProblemHttpResult Invalid(ImmutableArray<PlanError> errors) => TypedResults.Problem(
        title: "The plan's definition cannot be used.",
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?> { ["errors"] = errors });
}
