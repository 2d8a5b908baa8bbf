namespace AutopilotReset.Engine.Graph.Reading;

/// <summary>Who goes first when reads have to wait for the budget; smaller goes first.</summary>
public enum ReadPriority
{
    /// <summary>The read just before a POST, the admin's standing, a protected group's members: a send waits for it.</summary>
    Send = 0,

    /// <summary>A single read of an armed, throttled or Unknown order.</summary>
    Look = 1,

    /// <summary>List pages read for what moved. Besides the order, sweeps have a limit of their own.</summary>
    Sweep = 2,

    /// <summary>A person waits: review, a page, a probe. What says nothing is this.</summary>
    Review = 3,

    /// <summary>The inventory's lists.</summary>
    Inventory = 4,
}

/// <summary>Says what the reads are for that are made until it is disposed, whoever makes them down the line.</summary>
internal sealed class ReadPurpose : IDisposable
{
    private static readonly AsyncLocal<ReadPriority?> Ambient = new();

    private readonly ReadPriority? _before = Ambient.Value;

    private ReadPurpose(ReadPriority priority) => Ambient.Value = priority;

    public static ReadPriority Current => Ambient.Value ?? ReadPriority.Review;

    public static ReadPurpose Is(ReadPriority priority) => new(priority);

    public void Dispose() => Ambient.Value = _before;
}
