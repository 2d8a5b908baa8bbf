using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>An open action of anyone that erases or removes the device. No capture of the name of an Autopilot Reset is public (graph.md §2), so names are matched by their parts.</summary>
internal sealed class OpenActionRule : IEligibilityRule
{
    private static readonly string[] Destructive =
        ["wipe", "retire", "delete", "automaticRedeployment", "autopilotReset", "factoryReset", "cleanWindowsDevice", "freshStart", "removeCompanyData", "reprovision"];

    private static readonly string[] Harmless =
    [
        "syncDevice", "rebootNow", "shutDown", "remoteLock", "locateDevice", "resetPasscode", "setDeviceName", "rotateBitLockerKeys", "rotateLocalAdminPassword",
        "windowsDefenderScan", "quickScan", "fullScan", "windowsDefenderUpdateSignatures", "createDeviceLogCollectionRequest", "collectLogs", "collectDiagnostics",
        "initiateOnDemandProactiveRemediation", "triggerConfigurationManagerAction", "sendCustomNotificationToCompanyPortal", "requestRemoteAssistance",
        "updateDeviceAccount", "initiateMobileDeviceManagementKeyRecovery",
    ];

    private static readonly string[] Settled = ["done", "failed", "canceled", "cancelled", "notSupported"];

    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.ActionResults.Count == 0)
            return;
        foreach (var action in device.ActionResults.Where(a => !Settled.Any(s => JoinTypes.Is(a.State, s))))
        {
            var found = $"action {Reasons.Quote(action.Name)} is {Reasons.Quote(action.State)}{(Reasons.Known(action.StartedAt) is { } at ? $" since {Reasons.Instant(at)}" : "")}";
            if (Destructive.Any(part => action.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))
                reasons.Refuse(ReasonCodes.OpenAction, $"The {found}.");
            else if (!Harmless.Any(name => JoinTypes.Is(action.Name, name)))
                reasons.AskRelease(ReasonCodes.UnrecognisedAction, $"The {found}, and it is not known here whether it erases the device.");
        }
    }
}
