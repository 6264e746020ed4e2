using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Platform.Audit;

/// <summary>Which entries are wanted, as the query of a request says it.</summary>
// Properties and not a positional record: the OpenAPI document fails on attributes of a constructor's parameters (dotnet/aspnetcore#65348).
internal sealed record AuditQuery
{
    /// <summary>Exactly this action.</summary>
    [FromQuery(Name = "action"), Description("Exactly this action.")]
    public string? Action { get; init; }

    /// <summary>Exactly this actor, such as <c>user:ana@clinic.example</c>.</summary>
    [FromQuery(Name = "actor"), Description("Exactly this actor, such as user:ana@clinic.example.")]
    public string? Actor { get; init; }

    /// <summary>At or after this time.</summary>
    [FromQuery(Name = "from"), Description("At or after this time.")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    [FromQuery(Name = "to"), Description("Before this time.")]
    public DateTimeOffset? To { get; init; }

    /// <summary>As the grains take it.</summary>
    internal AuditFilter ToFilter() => new(Action, Actor, From, To);

    /// <summary>As it is audited.</summary>
    internal string Describe() => $"action {Action ?? "any"}, actor {Actor ?? "any"}, from {From:O}, to {To:O}";
}
