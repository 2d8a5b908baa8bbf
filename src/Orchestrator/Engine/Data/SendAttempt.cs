namespace AutopilotReset.Engine.Data;

/// <summary>One intent to POST. Written before the POST; the answer is added to it afterwards.</summary>
public sealed class SendAttempt
{
    public required Guid Id { get; init; }
    public required Guid RequestId { get; init; }
    public required Guid BatchId { get; init; }
    public required string Tenant { get; init; }

    /// <summary>From 1; unique with the request.</summary>
    public required int Number { get; init; }

    /// <summary><see cref="RequestId"/> while the attempt is being sent, accepted or of unknown fate; <c>null</c> once it is settled that nothing was taken. Unique.</summary>
    public Guid? LiveRequestId { get; set; }

    /// <summary>The admin it was sent as (<c>uid.utid</c>).</summary>
    public required string AccountId { get; init; }

    public required string Node { get; init; }

    /// <summary>Rises with every dispatcher's start; a stale one may not answer.</summary>
    public required long FencingToken { get; init; }

    public required DateTimeOffset IntentAt { get; init; }

    /// <summary>When its first byte was about to be written to the socket; <c>null</c> when nothing left, or nobody lived to tell.</summary>
    public DateTimeOffset? LeftAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>HTTP status; <c>null</c> when there was no answer.</summary>
    public int? Status { get; set; }

    public string? Answer { get; set; }

    /// <summary>Intune's own approval code, which belongs to this attempt alone (graph.md §10).</summary>
    public string? ApprovalCode { get; set; }

    /// <summary>The justification that went with it, where Intune asked for approval or it carries a code; a resubmission repeats it.</summary>
    public string? Justification { get; set; }

    /// <summary>The body as it was sent, where Intune asked for approval: a resubmission has to be the same.</summary>
    public string? Body { get; set; }

    /// <summary>The code that it carries: an earlier attempt's, as the same admin, approved in Intune. Written before the POST. <c>null</c>: none.</summary>
    public string? SentApprovalCode { get; init; }

    /// <summary>What Intune said last of the request for approval behind <see cref="ApprovalCode"/>; <c>null</c> before it was read.</summary>
    public TenantApprovalReading? TenantApproval { get; set; }

    /// <summary>What Intune's own audit says of this device around the attempt, and what came of reading it; <c>null</c> until somebody had to look.</summary>
    public IntuneAuditReading? IntuneAudit { get; set; }
}
