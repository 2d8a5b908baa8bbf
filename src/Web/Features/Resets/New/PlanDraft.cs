using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Who comes next, why, and for which ticket, as far as somebody has written it. Kept as a draft beside its review.</summary>
public sealed record PlanDraft(NextUser? Next = null, string? Ticket = null, string? Justification = null)
{
    /// <summary>Its name among a person's drafts.</summary>
    public static string Of(Guid reviewId) => $"plan:{reviewId:N}";
}
