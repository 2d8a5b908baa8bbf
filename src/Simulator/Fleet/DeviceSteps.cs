namespace AutopilotReset.Simulator.Fleet;

/// <summary>What each step does to the records.</summary>
internal static class DeviceSteps
{
    /// <summary>"No id" in an Autopilot identity.</summary>
    public const string NoId = "00000000-0000-0000-0000-000000000000";

    public static void Apply(PracticeDevice device, TimelineStep step, FleetStore store)
    {
        if (step.Kind == StepKind.OwnerGone) OwnerGone(device);
        else if (step.Kind == StepKind.ReEnrolled) ReEnrolled(device, step, store);
        if (device.Intune is not { } intune) return;
        switch (step.Kind)
        {
            case StepKind.CheckIn or StepKind.KeepCheckingIn:
                intune.LastSyncDateTime = step.Due;
                break;
            case StepKind.Active: Result(intune, step, "active"); break;
            case StepKind.Done: Result(intune, step, "done"); break;
            case StepKind.Failed: Result(intune, step, "failed"); break;
            case StepKind.PrimaryUserGone:
                intune.PrimaryUserId = null;
                intune.UserId = null;
                break;
            case StepKind.EnrolledAnew:
                intune.EnrolledDateTime = step.Due;
                break;
            case StepKind.UserSignsIn: UserSignsIn(device, intune, step); break;
            case StepKind.ManagementState: intune.ManagementState = step.Data!; break;
            case StepKind.RecordGone: RecordGone(device); break;
        }
    }

    private static void Result(IntuneRecord intune, TimelineStep step, string state)
    {
        var result = intune.ActionResults.Find(r => r.Order == step.Order);
        if (result is null) return;
        result.ActionState = state;
        result.LastUpdatedDateTime = step.Due;
    }

    private static void OwnerGone(PracticeDevice device)
    {
        if (device.Entra is not { } entra) return;
        entra.OwnerId = null;
        entra.RegisteredUserIds.Clear();
    }

    private static void UserSignsIn(PracticeDevice device, IntuneRecord intune, TimelineStep step)
    {
        intune.PrimaryUserId = step.Data;
        intune.UserId = step.Data;
        intune.LoggedOnUserId = step.Data;
        intune.LoggedOnDateTime = step.Due;
        if (device.Entra is not { } entra || step.Data is null) return;
        entra.OwnerId = step.Data;
        entra.RegisteredUserIds = [step.Data];
        entra.ApproximateLastSignInDateTime = step.Due;
    }

    private static void RecordGone(PracticeDevice device)
    {
        device.Intune = null;
        device.ChecksIn = false;
        device.Timeline.Clear();
        if (device.Entra is { } entra)
        {
            entra.IsManaged = false;
            entra.IsCompliant = false;
        }
        if (device.Autopilot is not { } autopilot) return;
        autopilot.ManagedDeviceId = NoId;
        autopilot.EnrollmentState = "notContacted";
    }

    private static void ReEnrolled(PracticeDevice device, TimelineStep step, FleetStore store)
    {
        if (device.Intune is not { } old) return;
        store.Index.Forget(old.Id);
        old.Id = Ids.For(0, "re-enrolled", $"{old.Id}/{step.Due.Ticks}");
        old.EnrolledDateTime = step.Due;
        old.LastSyncDateTime = step.Due;
        old.ActionResults = [];
        old.ManagementState = "managed";
        if (device.Autopilot is { } autopilot) autopilot.ManagedDeviceId = old.Id;
    }
}
