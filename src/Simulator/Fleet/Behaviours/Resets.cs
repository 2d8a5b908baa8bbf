namespace AutopilotReset.Simulator.Fleet.Behaviours;

internal sealed class Resets() : Behaviour("resets", "Resets properly: reports done, primary user and owner go.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) =>
        [.. Stories.PickedUp(pace), .. Stories.UserAndOwnerGone(pace), .. Stories.Reported(pace)];
}

internal sealed class ResetsAndEnrolsAnew() : Behaviour("resets-new-enrolment", "Resets properly; the enrolment date moves too.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) =>
        [.. Stories.PickedUp(pace), .. Stories.UserAndOwnerGone(pace), new(pace.Finished, StepKind.EnrolledAnew), .. Stories.Reported(pace)];
}

internal sealed class ReturnsAfterWipe() : Behaviour("returns-after-wipe", "Does not support Autopilot Reset; after a full wipe it enrols again under a new id, without a user.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) => new NotSupported().AfterReset(device, pace);

    public override IEnumerable<Then> AfterWipe(PracticeDevice device, Pace pace) =>
    [
        .. Stories.Wiped(pace).Where(t => t.Kind != StepKind.RecordGone),
        .. Stories.UserAndOwnerGone(pace),
        new(pace.Finished, StepKind.ReEnrolled),
    ];
}

internal sealed class StaysShared() : Behaviour("shared", "Has no primary user or owner, and has none after its reset; reports done.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) => [.. Stories.PickedUp(pace), .. Stories.Reported(pace)];
}

internal sealed class OfflineForDays() : Behaviour("offline", "Is switched off for three days, then resets properly.")
{
    private static readonly TimeSpan Away = TimeSpan.FromDays(3);

    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) => new Resets().AfterReset(device, pace).Later(Away);

    public override IEnumerable<Then> AfterWipe(PracticeDevice device, Pace pace) => base.AfterWipe(device, pace).Later(Away);
}
