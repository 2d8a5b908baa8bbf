namespace AutopilotReset.Simulator.Fleet.Behaviours;

internal sealed class DoneWithoutReset() : Behaviour("done-without-reset", "Reports done, checks in, and has not been reset: user, owner and enrolment stay.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) =>
        [.. Stories.PickedUp(pace), .. Stories.Reported(pace), .. Stories.GoesOnCheckingIn(pace.Finished + TimeSpan.FromMinutes(5))];
}

internal sealed class ResetWithoutDone() : Behaviour("reset-without-done", "Is reset and checks in, but Intune lists the order as pending for ever.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) =>
        [.. Stories.UserAndOwnerGone(pace), new(pace.Finished + TimeSpan.FromSeconds(30), StepKind.CheckIn)];
}

internal sealed class ListsNothing() : Behaviour("no-results", "Is reset properly, but Intune lists no action result at all.")
{
    public override bool ListsResults => false;

    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) =>
        [new(pace.PickUp, StepKind.CheckIn), .. Stories.UserAndOwnerGone(pace), new(pace.Finished + TimeSpan.FromSeconds(30), StepKind.CheckIn)];
}

internal sealed class PrimaryUserLeftBehind() : Behaviour("user-left-behind", "Resets and loses its owner; the primary user stays.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) =>
        [.. Stories.PickedUp(pace), new(pace.Finished, StepKind.OwnerGone), .. Stories.Reported(pace)];
}

internal sealed class OwnerLeftBehind() : Behaviour("owner-left-behind", "Resets and loses its primary user; the registered owner stays.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) =>
        [.. Stories.PickedUp(pace), new(pace.Finished, StepKind.PrimaryUserGone), .. Stories.Reported(pace)];
}

internal sealed class SameUserBack() : Behaviour("same-user-back", "Resets; the same person signs in again at once and is primary user and owner anew.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) =>
    [
        .. new ResetsAndEnrolsAnew().AfterReset(device, pace),
        new(pace.Finished + TimeSpan.FromMinutes(2), StepKind.UserSignsIn, device.Intune?.PrimaryUserId),
    ];
}
