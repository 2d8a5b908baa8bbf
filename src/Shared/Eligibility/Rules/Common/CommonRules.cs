namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>The rules that hold for a reset and for a wipe alike.</summary>
internal static class CommonRules
{
    public static IReadOnlyList<IEligibilityRule> All { get; } =
    [
        new FactsReadRule(),
        new ManagedByIntuneRule(),
        new PlatformRule(),
        new ServerRule(),
        new OwnResetRule(),
        new VirtualMachineRule(),
        new SpecialPurposeRule(),
        new SharedSerialRule(),
        new ManagementAgentRule(),
        new OtherMdmRule(),
        new CoManagementRule(),
        new ManagementStateRule(),
        new OpenActionRule(),
        new OpenOrderRule(),
        new ArmedOrderRule(),
        new OwnerTypeRule(),
        new ProtectedRule(),
        new HoldRule(),
        new ThreatRule(),
        new CheckInRule(),
        new CertificateRule(),
        new InUseRule(),
    ];
}
