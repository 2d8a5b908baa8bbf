namespace AutopilotReset.Simulator.Fleet.Behaviours;

/// <summary>Runs of steps that several behaviours share.</summary>
internal static class Stories
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(30);

    public static IEnumerable<Then> PickedUp(Pace pace) =>
        [new(pace.PickUp, StepKind.CheckIn), new(pace.PickUp, StepKind.Active)];

    public static IEnumerable<Then> UserAndOwnerGone(Pace pace) =>
        [new(pace.Finished, StepKind.PrimaryUserGone), new(pace.Finished, StepKind.OwnerGone)];

    /// <summary>The first check-in of the reset device, with its report.</summary>
    public static IEnumerable<Then> Reported(Pace pace) =>
        [new(pace.Finished + Moment, StepKind.CheckIn), new(pace.Finished + Moment, StepKind.Done)];

    /// <summary>Checks in every quarter of an hour, whatever else happens.</summary>
    public static IEnumerable<Then> GoesOnCheckingIn(TimeSpan after) =>
        [new(after, StepKind.KeepCheckingIn, Repeat: TimeSpan.FromMinutes(15))];

    public static IEnumerable<Then> Wiped(Pace pace) =>
    [
        new(pace.PickUp, StepKind.CheckIn),
        new(pace.PickUp, StepKind.Active),
        new(pace.PickUp, StepKind.ManagementState, "wipeIssued"),
        new(pace.Finished, StepKind.RecordGone),
    ];

    /// <summary>The same as another behaviour's story, so much later.</summary>
    public static IEnumerable<Then> Later(this IEnumerable<Then> story, TimeSpan by) => story.Select(t => t with { After = t.After + by });
}
