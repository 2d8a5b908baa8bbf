namespace AutopilotReset.Simulator.Fleet.Cast;

/// <summary>Who manages the device, in which state, and what else Intune says of it.</summary>
internal static class ManagementCast
{
    public static readonly IReadOnlyList<CastMember> Members =
    [
        new("NB-COMANAGED", "co-managed with ConfigMgr", (d, _, _) =>
        {
            d.Intune!.ManagementAgent = "configurationManagerClientMdm";
            d.Intune.DeviceEnrollmentType = "windowsCoManagement";
        }),
        new("NB-TENANT-ATTACH", "tenant-attached through ConfigMgr", (d, _, _) => d.Intune!.ManagementAgent = "configurationManagerClient"),
        new("NB-AGENT-UNKNOWN", "managementAgent unknown", (d, _, _) => d.Intune!.ManagementAgent = "unknown"),
        new("NB-OTHER-MDM", "managed by another MDM", (d, _, _) => d.Entra!.MdmAppId = Shapes.OtherMdm),
        new("SRV-DEFENDER", "Defender-attached server", (d, _, _) =>
        {
            Shapes.OtherPlatform(d, "Windows Server", "10.0.20348.3932", "HPE", "ProLiant DL380 Gen11");
            d.Intune!.ManagementAgent = "msSense";
            d.Entra!.ManagementType = "MicrosoftSense";
            Shapes.Edition(d, "ServerStandard", 7);
        }),
        new("SRV-MDM", "server operating system that calls itself Windows", (d, _, _) =>
        {
            Shapes.Hardware(d, "HPE", "ProLiant DL380 Gen11");
            Shapes.Edition(d, "ServerStandard", 7, "10.0.20348.3932");
            d.Entra!.OperatingSystem = "Windows Server 2022 Standard";
        }),
        new("NB-RETIRE-PEND", "a retire is pending", (d, _, _) => d.Intune!.ManagementState = "retirePending"),
        new("NB-WIPE-PEND", "somebody else's wipe is pending", (d, m, _) =>
        {
            d.Intune!.ManagementState = "wipePending";
            Ordered(d, m, "factoryReset");
        }),
        new("NB-OPEN-ORDER", "somebody else's reset is open, managementState still says managed", (d, m, _) => Ordered(d, m, "automaticRedeployment")),
        new("NB-DISABLED", "Entra account disabled", (d, _, _) => d.Entra!.AccountEnabled = false),
        new("NB-PERSONAL", "personal", (d, _, _) => Shapes.Personal(d)),
        new("NB-THREAT", "high threat", (d, _, _) => d.Intune!.PartnerReportedThreatState = "highSeverity"),
        new("NB-COMPROMISED", "compromised", (d, _, _) => d.Intune!.PartnerReportedThreatState = "compromised"),
        new("NB-DEVICE-PREP", "Autopilot device preparation", (d, _, _) =>
        {
            Shapes.WithoutAutopilot(d);
            d.Intune!.EnrollmentProfileName = "Autopilot device preparation";
            d.Entra!.EnrollmentProfileName = "Autopilot device preparation";
        }),
        new("NB-NOT-AP", "not registered in Autopilot", (d, _, _) => Shapes.WithoutAutopilot(d)),
        new("NB-NO-PROFILE", "registered in Autopilot, no profile assigned", (d, _, _) =>
        {
            d.Autopilot!.ProfileName = null;
            d.Autopilot.ProfileAssignmentStatus = "notAssigned";
        }),
        new("NB-OPEN-DISK", "not encrypted", (d, _, _) => d.Intune!.IsEncrypted = false),
    ];

    private static void Ordered(PracticeDevice d, DeviceMaker m, string action) => d.Intune!.ActionResults.Add(new ActionResult
    {
        ActionName = action,
        ActionState = "pending",
        StartDateTime = m.Epoch.AddHours(-5),
        LastUpdatedDateTime = m.Epoch.AddHours(-5),
        Order = -1,
    });
}
