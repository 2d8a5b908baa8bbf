namespace AutopilotReset.Simulator.Hosting;

/// <summary>Something that the person who started or steers the tenant can put right; the message says what and where, in one line.</summary>
public sealed class PracticeException : Exception
{
    /// <inheritdoc/>
    public PracticeException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public PracticeException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public PracticeException()
    {
    }
}
