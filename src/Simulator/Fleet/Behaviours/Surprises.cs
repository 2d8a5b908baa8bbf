namespace AutopilotReset.Simulator.Fleet.Behaviours;

internal sealed class RenamedMeanwhile() : Behaviour("renamed", "Gets another name when it is read singly for the first time.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) => new Resets().AfterReset(device, pace);

    public override Action<FleetView, PracticeDevice> Surprise => (_, device) =>
    {
        device.Intune!.DeviceName += "-NEU";
        if (device.Entra is { } entra) entra.DisplayName = device.Intune.DeviceName;
    };
}

internal sealed class ReassignedMeanwhile() : Behaviour("reassigned", "Gets another primary user and owner when it is read singly for the first time.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) => new Resets().AfterReset(device, pace);

    public override Action<FleetView, PracticeDevice> Surprise => (view, device) =>
    {
        var next = view.Users.First(u => u.UserType == "Member" && u.Id != device.Intune!.PrimaryUserId);
        device.Intune!.PrimaryUserId = next.Id;
        if (device.Entra is { } entra) entra.OwnerId = next.Id;
    };
}

internal sealed class ReplacedMeanwhile() : Behaviour("replaced", "Is enrolled anew under another id when it is read singly for the first time: the old id is gone.")
{
    public override IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace) => new Resets().AfterReset(device, pace);

    public override Action<FleetView, PracticeDevice> Surprise => (view, device) =>
    {
        view.Schedule(device, TimeSpan.Zero, StepKind.ReEnrolled);
        view.RunNow(device, device.Timeline[^1]);
    };
}
