namespace AutopilotReset.Shared.Eligibility;

/// <summary>Codes of reasons. They stand in the audit: never renamed and never given another meaning.</summary>
public static class ReasonCodes
{
    public const string FactsNotRead = "facts-not-read";
    public const string NotInIntune = "not-in-intune";
    public const string NotWindows = "not-windows";
    public const string ServerOs = "server-os";
    public const string CloudPc = "cloud-pc";
    public const string MultiSession = "multi-session";
    public const string HoloLens = "hololens";
    public const string SurfaceHub = "surface-hub";
    public const string VirtualMachine = "virtual-machine";
    public const string SpecialPurpose = "special-purpose";
    public const string SelfDeploying = "self-deploying";

    public const string HybridJoined = "hybrid-joined";
    public const string Hybrid24Hours = "hybrid-24-hours";
    public const string RegisteredOnly = "registered-only";
    public const string JoinTypeUnknown = "join-type-unknown";
    public const string JoinTypesDisagree = "join-types-disagree";
    public const string NoEntraObject = "no-entra-object";
    public const string SeveralEntraObjects = "several-entra-objects";
    public const string AccountDisabled = "account-disabled";
    public const string AccountStateUnknown = "account-state-unknown";

    public const string SerialPlaceholder = "serial-placeholder";
    public const string SerialShared = "serial-shared";
    public const string ManagementAgent = "management-agent";
    public const string OtherMdm = "other-mdm";
    public const string CoManaged = "co-managed";
    public const string ManagementState = "management-state";
    public const string OpenAction = "open-action";
    public const string UnrecognisedAction = "unrecognised-action";
    public const string OpenOrder = "open-order";
    public const string ArmedOrder = "armed-order";

    public const string EditionUnsupported = "edition-unsupported";
    public const string EditionUnknown = "edition-unknown";
    public const string BuildTooOld = "build-too-old";
    public const string BuildUnknown = "build-unknown";
    public const string Windows10 = "windows-10";
    public const string LongTermServicing = "long-term-servicing";
    public const string DevicePreparation = "device-preparation";

    public const string Personal = "personal";
    public const string OwnerTypeUnknown = "owner-type-unknown";
    public const string Protected = "protected";
    public const string ProtectedListUnreadable = "protected-list-unreadable";
    public const string OnHold = "on-hold";
    public const string ThreatState = "threat-state";

    public const string NeverCheckedIn = "never-checked-in";
    public const string CheckInStale = "check-in-stale";
    public const string CheckInTooOld = "check-in-too-old";
    public const string CertificateExpired = "mdm-certificate-expired";
    public const string InUse = "in-use";

    public const string NotInAutopilot = "not-in-autopilot";
    public const string NoAutopilotProfile = "no-autopilot-profile";
    public const string AutopilotUserRemains = "autopilot-user-remains";
    public const string RecordMustBeDeleted = "record-must-be-deleted";
}
