namespace AutopilotReset.Engine.Graph.Reading;

/// <summary>Services of Graph that count by themselves (graph.md §9).</summary>
public enum ReadClass
{
    /// <summary>managedDevices and their actions.</summary>
    IntuneDevices,

    /// <summary>Device configurations, and whatever else of Intune has no row of its own.</summary>
    IntuneConfiguration,

    /// <summary>Autopilot identities and enrolment settings.</summary>
    IntuneEnrollment,

    /// <summary>Intune's audit events.</summary>
    IntuneAuditing,

    /// <summary>Entra: devices, groups, users. Counted in resource units.</summary>
    Directory,
}

/// <summary>What Graph documents for one app in one tenant.</summary>
/// <param name="Documented">Requests, or for the directory resource units, in one <paramref name="Window"/>; reads and writes together.</param>
internal sealed record ReadLimit(ReadClass Class, int Documented, TimeSpan Window)
{
    private const double OurShare = 0.6;
    private const double SweepShare = 0.1;

    /// <summary>
    /// Directory units are those of the smallest tenant, since its size cannot be known beforehand: 3,500 below 50 users, 5,000 up to 500, 8,000 above (graph.md §9).
    /// </summary>
    public static IReadOnlyList<ReadLimit> All { get; } =
    [
        new(ReadClass.IntuneDevices, 2_000, TimeSpan.FromSeconds(20)),
        new(ReadClass.IntuneConfiguration, 1_000, TimeSpan.FromSeconds(20)),
        new(ReadClass.IntuneEnrollment, 1_000, TimeSpan.FromSeconds(20)),
        new(ReadClass.IntuneAuditing, 1_000, TimeSpan.FromSeconds(20)),
        new(ReadClass.Directory, 3_500, TimeSpan.FromSeconds(10)),
    ];

    /// <summary>All reads of the engine together (design.md, Sending).</summary>
    public double Ours => Documented * OurShare;

    /// <summary>Of these, sweeps.</summary>
    public double Sweeps => Documented * SweepShare;

    /// <summary>
    /// How full of our share the window may become by a read of this priority: the rest is kept free for those before it, so that a send never waits for a
    /// window that the inventory has filled.
    /// </summary>
    public static double Level(ReadPriority priority) => priority switch
    {
        ReadPriority.Send => 1,
        ReadPriority.Look or ReadPriority.Sweep => 0.9,
        ReadPriority.Review => 0.75,
        _ => 0.6,
    };
}
