using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Shared.Console;

/// <summary>What of a batch stands with Intune's own Multi Admin Approval.</summary>
public sealed record BatchTenantApprovals
{
    /// <summary>Devices that another admin has to approve in Intune.</summary>
    public required int Asked { get; init; }

    /// <summary>Approved there and not sent again yet.</summary>
    public required int Granted { get; init; }

    /// <summary>Devices whose code cannot be used: each waits for a person.</summary>
    public required int WantsPerson { get; init; }

    /// <summary>The earliest time of expiry that Intune named; <c>null</c> while none is known.</summary>
    public DateTimeOffset? FirstExpiry { get; init; }

    /// <summary>What the approver reads there.</summary>
    public required string Justification { get; init; }

    /// <summary>Why Intune's requests cannot be read or found; <c>null</c> when they are, or have not been looked for yet.</summary>
    public string? Problem { get; init; }

    /// <summary>The permission without which they cannot be read; <c>null</c> where it is not that.</summary>
    public string? MissingPermission { get; init; }
}

/// <summary>What of one device stands with Intune's own Multi Admin Approval.</summary>
public sealed record RequestTenantApproval
{
    public required TenantApproval Standing { get; init; }

    /// <summary>When Intune asked for it.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>As Intune says; <c>null</c> while it is not known.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Intune's own word; <c>null</c> while it is not known.</summary>
    public string? Status { get; init; }

    public string? DecidedBy { get; init; }

    /// <summary>Why Intune's request cannot be read or found; <c>null</c> when it is, or has not been looked for yet.</summary>
    public string? Problem { get; init; }
}
