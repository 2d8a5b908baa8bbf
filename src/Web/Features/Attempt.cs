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

    /// <summary>Reads something more for the page, such as another part of a list; a fault leaves what is shown as it was. Nothing is read while a command is under way.</summary>
    public Task ReadAsync(Func<Task> read) => RunAsync(async () =>
    {
        try
        {
            await read();
            return null;
        }
        catch (Exception fault)
        {
            LogUnreadable(fault);
            return new Refused("unreadable", $"This could not be read, and nothing was changed. Try again. ({fault.Message})");
        }
    });

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

    [LoggerMessage(EventId = 4302, Level = LogLevel.Error, Message = "A part of a page could not be read")]
    private partial void LogUnreadable(Exception fault);

    [LoggerMessage(EventId = 4300, Level = LogLevel.Error, Message = "A command given on a page ended in a fault")]
    private partial void LogUnsure(Exception fault);
}
