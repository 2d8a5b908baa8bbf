namespace AutopilotReset.Simulator.Fleet.Behaviours;

internal sealed class Drawer() : Behaviour("drawer", "Checks in again and again and never does what it is told.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) => Stories.GoesOnCheckingIn(pace.PickUp);

    public override IEnumerable<Then> AfterWipe(PracticeDevice device, Pace pace) => Stories.GoesOnCheckingIn(pace.PickUp);
}

internal sealed class WinReDisabled() : Behaviour("winre-disabled", "Cannot reset, for its recovery environment is off: fails at once and keeps checking in.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) => Fails(pace);

    public override IEnumerable<Then> AfterWipe(PracticeDevice device, Pace pace) =>
        [.. Fails(pace), new(pace.PickUp + TimeSpan.FromMinutes(1), StepKind.ManagementState, "wipeFailed")];

    private static IEnumerable<Then> Fails(Pace pace) =>
        [.. Stories.PickedUp(pace), new(pace.PickUp + TimeSpan.FromMinutes(1), StepKind.Failed), .. Stories.GoesOnCheckingIn(pace.PickUp + TimeSpan.FromMinutes(2))];
}

internal sealed class LowBattery() : Behaviour("low-battery", "Waits for its charger, gives up after half an hour, and keeps checking in.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) =>
        [.. Stories.PickedUp(pace), new(pace.PickUp + TimeSpan.FromMinutes(30), StepKind.Failed), .. Stories.GoesOnCheckingIn(pace.PickUp + TimeSpan.FromMinutes(31))];
}

internal sealed class NeverReports() : Behaviour("silent", "Takes the order and is never heard of again.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) => [];

    public override IEnumerable<Then> AfterWipe(PracticeDevice device, Pace pace) => [];
}

internal sealed class NotSupported() : Behaviour("not-supported", "Is not made for Autopilot Reset: the order fails and the device goes on as before.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) =>
        [.. Stories.PickedUp(pace), new(pace.PickUp + TimeSpan.FromSeconds(30), StepKind.Failed), .. Stories.GoesOnCheckingIn(pace.PickUp + TimeSpan.FromMinutes(2))];
}
