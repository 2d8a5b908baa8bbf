using AutopilotReset.Shared.Console;

namespace AutopilotReset.Web.Features;

/// <summary>
/// A command given on a page, one at a time. An expected no and a fault both end as a text to be shown where the command was given:
/// the page stays, and nobody takes silence for success.
/// </summary>
internal sealed partial class Attempt(ILogger logger)
{
    /// <summary>A command is under way; its buttons are shut.</summary>
    public bool Busy { get; private set; }

    /// <summary>Why the last command was not done, or may not have been.</summary>
    public Refused? Refused { get; private set; }

    /// <summary>Runs the command unless one is under way.</summary>
    public async Task RunAsync(Func<Task<Refused?>> command)
    {
        if (Busy)
            return;
        Busy = true;
        Refused = null;
        try
        {
            Refused = await AnswerAsync(command);
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>For dialogs, which show the answer and wait themselves.</summary>
    public async Task<Refused?> AnswerAsync(Func<Task<Refused?>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception fault)
        {
            LogUnsure(fault);
            return new Refused("fault", $"It is not known whether this was done. Look again before repeating it. ({fault.Message})");
        }
    }

    [LoggerMessage(EventId = 4300, Level = LogLevel.Error, Message = "A command given on a page ended in a fault")]
    private partial void LogUnsure(Exception fault);
}
