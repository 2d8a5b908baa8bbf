using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>Somebody asked for a guard to be loosened; stored with the guard until a second person does the same.</summary>
public sealed record LooseningAsk(Account By, DateTimeOffset At, string Because)
{
    /// <summary>For how long it stands; after that it has to be asked anew.</summary>
    public static readonly TimeSpan Valid = TimeSpan.FromDays(7);

    public bool Stands(DateTimeOffset now) => At <= now && now - At <= Valid;

    /// <summary>As a page shows it to this person; <c>null</c>: nothing is asked for any more.</summary>
    internal static AskedLoosening? Shown(LooseningAsk? ask, Account viewer, DateTimeOffset now) =>
        ask is not null && ask.Stands(now) ? new AskedLoosening(ask.By.Name, ask.At, ask.Because, ask.By.IsSamePersonAs(viewer)) : null;
}
