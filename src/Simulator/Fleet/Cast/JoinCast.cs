namespace AutopilotReset.Simulator.Fleet.Cast;

/// <summary>Join types, and Entra objects that are missing, double or contradictory.</summary>
internal static class JoinCast
{
    public static readonly IReadOnlyList<CastMember> Members =
    [
        new("NB-HYBRID-01", "hybrid joined: refused, full wipe offered", (d, m, _) => Shapes.Hybrid(d, m)),
        new("NB-HYBRID-02", "hybrid joined: refused, full wipe offered", (d, m, _) => Shapes.Hybrid(d, m)),
        new("NB-HYBRID-BACK", "hybrid joined; enrols again under a new id after its full wipe", (d, m, _) =>
        {
            Shapes.Hybrid(d, m);
            d.Behaviour = "returns-after-wipe";
        }),
        new("NB-HYBRID-SYNC", "onPremisesSyncEnabled, although trustType says AzureAd", (d, _, _) => d.Entra!.OnPremisesSyncEnabled = true),
        new("NB-HYBRID-BETA", "only beta joinType says hybrid", (d, _, _) => d.Intune!.JoinType = "hybridAzureADJoined"),
        new("NB-REGISTERED", "registered only (Workplace)", (d, _, _) => Shapes.Registered(d)),
        new("NB-JOIN-UNKNOWN", "join type unknown", (d, _, _) =>
        {
            d.Intune!.JoinType = "unknown";
            d.Entra!.TrustType = null;
        }),
        new("NB-JOIN-CLASH", "joinType says registered, trustType says joined", (d, _, _) => d.Intune!.JoinType = "azureADRegistered"),
        new("NB-ENTRA-ONLY", "unmanaged: only in Entra", (d, _, _) =>
        {
            d.Intune = null;
            d.Autopilot = null;
            d.Entra!.IsManaged = null;
            d.Entra.ManagementType = null;
            d.Entra.MdmAppId = null;
        }),
        new("NB-AP-ONLY", "unmanaged: only in Autopilot", (d, _, _) =>
        {
            d.Intune = null;
            d.Entra = null;
            d.Autopilot!.EnrollmentState = "notContacted";
        }),
        new("NB-NO-ENTRA", "in Intune, its Entra object is gone", (d, _, _) => d.Entra = null),
        new("NB-TWIN-ZTD", "another Entra object shares its [ZTDID]"),
        new("NB-TWIN-ZTD#2", "the other Entra object with the [ZTDID] of NB-TWIN-ZTD", (d, _, _) => EntraOnly(d, "NB-TWIN-ZTD-OLD")),
        new("NB-TWIN-HW", "another Entra object shares its [HWID]"),
        new("NB-TWIN-HW#2", "the other Entra object with the [HWID] of NB-TWIN-HW", (d, _, _) => EntraOnly(d, "NB-TWIN-HW-OLD")),
        new("NB-TWIN-HYBRID", "a hybrid object has the same display name"),
        new("NB-TWIN-HYBRID#2", "the hybrid twin of NB-TWIN-HYBRID", (d, m, _) =>
        {
            Shapes.Hybrid(d, m);
            EntraOnly(d, "NB-TWIN-HYBRID");
        }),
    ];

    private static void EntraOnly(PracticeDevice d, string name)
    {
        d.Intune = null;
        d.Autopilot = null;
        d.Entra!.DisplayName = name;
        d.Entra.IsManaged = false;
        d.Entra.PhysicalIds.RemoveAll(p => p.StartsWith("[ZTDID]", StringComparison.Ordinal));
    }
}
