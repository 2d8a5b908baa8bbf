namespace AutopilotReset.Shared.Resets;

/// <summary>Where a device stands with Intune's own Multi Admin Approval (graph.md §10), beside its state.</summary>
public enum TenantApproval
{
    /// <summary>Intune has not asked, or it is settled.</summary>
    None = 0,

    /// <summary>Intune has a request of ours that another admin has to approve there.</summary>
    Asked = 1,

    /// <summary>Approved there: it goes out once more, with the code and the same body, as the same admin.</summary>
    Granted = 2,

    /// <summary>No code of ours can be used: nothing is sent until a person cancels it or has Intune asked anew.</summary>
    WantsPerson = 3,
}
