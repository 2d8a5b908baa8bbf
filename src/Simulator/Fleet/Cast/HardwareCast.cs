namespace AutopilotReset.Simulator.Fleet.Cast;

/// <summary>Machines and editions that are not plain business laptops.</summary>
internal static class HardwareCast
{
    public static readonly IReadOnlyList<CastMember> Members =
    [
        new("CPC-LENA-01", "Cloud PC", (d, _, _) =>
        {
            Shapes.WithoutAutopilot(d);
            Shapes.Hardware(d, "Microsoft Corporation", "Cloud PC Enterprise 2vCPU/8GB/128GB");
            d.Intune!.EnrollmentProfileName = "Windows 365";
            d.Entra!.ProfileType = "SecureVM";
            d.Behaviour = "not-supported";
        }),
        new("AVD-HOST-01", "multi-session host", (d, _, _) =>
        {
            Shapes.WithoutAutopilot(d);
            Shapes.Hardware(d, "Microsoft Corporation", "Virtual Machine");
            Shapes.Edition(d, "ServerRdsh", 175, "10.0.26100.4652");
        }),
        new("VM-HYPERV", "virtual machine (Hyper-V)", (d, _, _) => Shapes.Hardware(d, "Microsoft Corporation", "Virtual Machine")),
        new("VM-VMWARE", "virtual machine (VMware)", (d, _, _) => Shapes.Hardware(d, "VMware, Inc.", "VMware7,1")),
        new("HOLO-01", "HoloLens", (d, _, _) =>
        {
            Shapes.Hardware(d, "Microsoft Corporation", "HoloLens 2");
            Shapes.Edition(d, "Holographic", 136, "10.0.22621.1400");
            d.Behaviour = "not-supported";
        }),
        new("HUB-01", "Surface Hub", (d, _, _) =>
        {
            Shapes.Shared(d);
            Shapes.Hardware(d, "Microsoft Corporation", "Surface Hub 2S");
            Shapes.Edition(d, "PPIPro", 119, "10.0.19045.6216");
            d.Behaviour = "not-supported";
        }),
        new("MTR-01", "Teams Rooms", (d, _, _) =>
        {
            Shapes.SelfDeploying(d, "Teams Rooms", "MTR-Lobby");
            Shapes.Hardware(d, "Logitech", "Rally Bar Mini");
        }),
        new("KIOSK-01", "kiosk, self-deploying profile", (d, _, _) => Shapes.SelfDeploying(d, "Self-deploying kiosk", "Kiosk")),
        new("SIGNAGE-01", "signage, self-deploying profile", (d, _, _) => Shapes.SelfDeploying(d, "Self-deploying signage", "Signage")),
        new("NB-HOME", "edition Home", (d, _, _) => Shapes.Edition(d, "Core", 101)),
        new("NB-SE", "edition SE", (d, _, _) => Shapes.Edition(d, "CloudEdition", 203)),
        new("NB-PRO", "edition Pro: fine", (d, _, _) => Shapes.Edition(d, "Professional", 48)),
        new("NB-EDU", "edition Education: fine", (d, _, _) => Shapes.Edition(d, "Education", 121)),
        new("NB-NO-EDITION", "edition unreadable", (d, _, _) => Shapes.Edition(d, null, 0)),
        new("NB-OLD-BUILD", "build below 17763", (d, _, _) => Shapes.Edition(d, "Enterprise", 4, "10.0.17134.2208")),
        new("NB-WIN10", "Windows 10", (d, _, _) => Shapes.Edition(d, "Enterprise", 4, "10.0.19045.6216")),
        new("NB-LTSC", "Windows LTSC", (d, _, _) => Shapes.Edition(d, "EnterpriseS", 125, "10.0.19044.6216")),
        new("MAC-01", "macOS", (d, _, _) => Shapes.OtherPlatform(d, "macOS", "15.6", "Apple", "MacBook Air")),
        new("IPHONE-01", "iOS", (d, _, _) => Shapes.OtherPlatform(d, "iOS", "18.6", "Apple", "iPhone 16")),
    ];
}
