namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>What to do with the pages read before a fault.</summary>
internal enum AfterFault
{
    /// <summary>They are good: the next sync goes on from the last one.</summary>
    Resume,

    /// <summary>Graph refused the link: this list is read from its beginning.</summary>
    RestartSource,

    /// <summary>The list contradicts itself: nothing of this read can be trusted.</summary>
    Discard,
}

/// <summary>A list could not be read to its end. The older inventory stays as it is.</summary>
internal sealed class PageFaultException(string message, AfterFault then, Exception? inner = null) : Exception(message, inner)
{
    public AfterFault Then { get; } = then;
}
