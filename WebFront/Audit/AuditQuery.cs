using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Platform.Audit;

/// <summary>Which entries are wanted, as the query of a request says it.</summary>
/// <param name="Action">Exactly this action.</param>
/// <param name="Actor">Exactly this actor, such as <c>user:ana@clinic.example</c>.</param>
/// <param name="From">At or after this time.</param>
/// <param name="To">Before this time.</param>
internal sealed record AuditQuery(
    [FromQuery, Description("Exactly this action.")] string? Action,
    [FromQuery, Description("Exactly this actor, such as user:ana@clinic.example.")] string? Actor,
    [FromQuery, Description("At or after this time.")] DateTimeOffset? From,
    [FromQuery, Description("Before this time.")] DateTimeOffset? To)
{
    /// <summary>As the grains take it.</summary>
    internal AuditFilter ToFilter() => new(Action, Actor, From, To);

    /// <summary>As it is audited.</summary>
    internal string Describe() => $"action {Action ?? "any"}, actor {Actor ?? "any"}, from {From:O}, to {To:O}";
}
