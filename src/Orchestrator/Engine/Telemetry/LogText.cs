using System.Diagnostics;
using AutopilotReset.Shared.Audit;

namespace AutopilotReset.Engine.Telemetry;

/// <summary>Texts of the log as they may be shown or sent: one line that shows what is in it, without anything that looks like a token or a secret.</summary>
public static class LogText
{
    private const int Longest = 4_000;

    /// <summary>One line; control, format and bidirectional characters show as ␦, secrets as [hidden].</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return OneLine.Of(Secrets.Hide(text.Length > 2 * Longest ? text[..(2 * Longest)] : text), Longest);
    }

    /// <summary>Where in the code it happened: nothing of it comes from outside, its lines are kept.</summary>
    public static string Places(Exception failure) => new StackTrace(failure, fNeedFileInfo: true).ToString();
}
