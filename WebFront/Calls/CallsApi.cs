using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;

namespace Platform.Calls;

/// <summary>A company's people see its calls.</summary>
internal static class CallsApi
{
    private const int CallsDefault = 50;

    /// <summary>Maps <c>/api/calls</c>.</summary>
    internal static RouteGroupBuilder MapCalls(this RouteGroupBuilder api)
    {
        api.MapCompanyGroup("/calls", Access.Agent, "Calls").MapGet("", List);
        return api;
    }

    internal static async Task<Results<Ok<CallsView>, ProblemHttpResult>> List(
        string? before, int? limit, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!TryRead(before, out var cursor))
        {
            return TypedResults.Problem(title: "This is not the cursor of a page of calls.", statusCode: StatusCodes.Status400BadRequest);
        }
        var page = await grains.CallLog(user.Tenant).Read(cursor, limit ?? CallsDefault, cancellationToken);
        return TypedResults.Ok(new CallsView(page.Calls, page.Before is { } last ? Text(last) : null));
    }

    // Ticks and id: a time as text would lose what orders calls that began together.
    private static string Text(CallCursor cursor) => string.Create(CultureInfo.InvariantCulture, $"{cursor.StartedAt.UtcTicks}.{cursor.Call.Value}");

    private static bool TryRead(string? text, out CallCursor? cursor)
    {
        cursor = null;
        if (text is null) { return true; }
        if (text.Split('.', 2) is not [var ticks, var id]
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > DateTimeOffset.MaxValue.UtcTicks
            || !CallId.TryParse(id, out var call))
        {
            return false;
        }
        cursor = new CallCursor(new DateTimeOffset(at, TimeSpan.Zero), call);
        return true;
    }
}

/// <summary>A page of calls, latest first.</summary>
/// <param name="Calls">The calls; what the switch has not told yet is <c>null</c>.</param>
/// <param name="Before">What to give as <c>before</c> for the next older page, or <c>null</c> at the beginning.</param>
internal sealed record CallsView(ImmutableArray<CallEntry> Calls, string? Before);
