namespace AutopilotReset.Simulator.Fleet.Behaviours;

/// <summary>One thing that follows an accepted order, at life's own pace.</summary>
/// <param name="After">Time after the order was accepted.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Data">What the kind needs to know.</param>
/// <param name="Repeat">For repeating steps, the time between two.</param>
internal sealed record Then(TimeSpan After, StepKind Kind, string? Data = null, TimeSpan Repeat = default);

/// <summary>How one kind of device answers orders. Stateless: what follows is laid on the device's timeline at once.</summary>
internal abstract class Behaviour(string name, string does)
{
    /// <summary>Name used by the control API and in the cast.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence on what such a device does.</summary>
    public string Does { get; } = does;

    /// <summary>What follows an Autopilot Reset.</summary>
    public abstract IEnumerable<Then> AfterReset(PracticeDevice device, Pace pace);

    /// <summary>What follows a full wipe: by default the record goes once the device has picked the order up.</summary>
    public virtual IEnumerable<Then> AfterWipe(PracticeDevice device, Pace pace) => Stories.Wiped(pace);

    /// <summary>Whether Intune lists the order in deviceActionResults at all (graph.md §2, "known gap").</summary>
    public virtual bool ListsResults => true;

    /// <summary>What changes, once, when the device is read singly after the inventory saw it; null for most.</summary>
    public virtual Action<FleetView, PracticeDevice>? Surprise => null;
}

/// <summary>The times of one order: when the device picks it up and how long it works. Minutes of real life.</summary>
internal sealed record Pace(TimeSpan PickUp, TimeSpan Finished)
{
    /// <summary>Push reaches a running device within 1–3 minutes; a reset then takes 20–40.</summary>
    public static Pace For(string device, long order)
    {
        var random = Ids.RandomFor((int)(order % int.MaxValue), device);
        var pickUp = TimeSpan.FromSeconds(60 + random.Next(120));
        return new Pace(pickUp, pickUp + TimeSpan.FromSeconds(1200 + random.Next(1200)));
    }
}
