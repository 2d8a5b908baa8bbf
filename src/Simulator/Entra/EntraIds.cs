namespace AutopilotReset.Simulator.Entra;

/// <summary>The fixed ids of the practice tenant.</summary>
public static class EntraIds
{
    /// <summary>Tenant id.</summary>
    public const string TenantId = "7a1e0c5d-2f64-4b0e-9a36-5d0c1b8e4f20";
    /// <summary>A tenant that is not this one.</summary>
    public const string OtherTenantId = "2b9d4a10-6c3e-4d7f-8e21-90f1a2b3c4d5";
    /// <summary>The console's application (client) id.</summary>
    public const string ClientId = "c0a8b7d6-1e2f-4a3b-8c4d-5e6f7a8b9c0d";
    /// <summary>Service principal of the console in this tenant: the <c>oid</c> of application tokens.</summary>
    public const string ServicePrincipalId = "51d7e3aa-90b1-4c58-8f0e-2b6a7c9d1e34";
    /// <summary>The console's client secret, as an alternative to the certificate.</summary>
    public const string ClientSecret = "practice-secret-not-secret";
    /// <summary>Microsoft Graph's application id.</summary>
    public const string GraphAppId = "00000003-0000-0000-c000-000000000000";
}
