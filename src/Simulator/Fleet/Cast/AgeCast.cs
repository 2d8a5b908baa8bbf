namespace AutopilotReset.Simulator.Fleet.Cast;

/// <summary>When the device was last heard of.</summary>
internal static class AgeCast
{
    public static readonly IReadOnlyList<CastMember> Members =
    [
        new("NB-STALE-20", "last check-in 20 days ago: release", (d, m, _) => Shapes.Stale(d, m, days: 20)),
        new("NB-STALE-45", "last check-in 45 days ago: refused", (d, m, _) => Shapes.Stale(d, m, days: 45)),
        new("NB-CERT-PAST", "management certificate expired", (d, m, _) => d.Intune!.ManagementCertificateExpirationDate = m.Epoch.AddDays(-3)),
        new("NB-IN-USE", "checked in and signed in within the hour", (d, m, _) =>
        {
            d.Intune!.LastSyncDateTime = m.Epoch.AddMinutes(-4);
            d.Entra!.ApproximateLastSignInDateTime = m.Epoch.AddMinutes(-20);
        }),
    ];
}
