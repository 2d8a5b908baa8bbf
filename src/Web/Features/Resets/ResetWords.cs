using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Components.Parts;

namespace AutopilotReset.Web.Features.Resets;

/// <summary>Words that only resets need; <see cref="Words"/> has the rest.</summary>
internal static class ResetWords
{
    /// <summary>What is done to a device: "reset", "wiped".</summary>
    public static string Done(OrderKind kind) => kind == OrderKind.Wipe ? "wiped" : "reset";

    /// <summary>"Autopilot Reset of 12 devices".</summary>
    public static string Title(BatchRow batch) => $"{Words.Of(batch.Kind)} of {Words.Count(batch.Total, "device")}";

    public static string Of(NextUser next) => next switch
    {
        NextUser.SamePerson => "the same person",
        NextUser.SomebodyElse => "somebody else",
        NextUser.Pool => "nobody yet (pool)",
        _ => throw new ArgumentOutOfRangeException(nameof(next), next, "No words for this choice."),
    };

    public static string Of(Holder holder) => holder == Holder.PrimaryUser ? "primary user" : "owner";

    /// <summary>What the batch's state means, in a sentence.</summary>
    public static string Meaning(BatchRow batch) => batch.WaitsForApproval ? "Nothing is sent until a second person approves." : batch.State switch
    {
        BatchState.Paused when batch.Timing is { Missed: true } => "Its start was missed. Nothing is sent until somebody stands for it anew.",
        BatchState.Running when batch.Timing is { WaitsUntil: not null, Begun: false } => "Nothing is sent before its time.",
        BatchState.Running when batch.Timing is { WaitsUntil: not null } => "Outside its maintenance window: what is left goes on at the next opening.",
        BatchState.Running => "Orders are being sent as fast as the guards allow.",
        BatchState.Paused => "Nothing is sent until somebody resumes it or takes it over.",
        BatchState.Sent => "Nothing is left to send. The devices are being followed until there is proof.",
        BatchState.Finished => "Every device has come to its end.",
        _ => throw new ArgumentOutOfRangeException(nameof(batch), batch.State, "No words for this state."),
    };

    /// <summary>"Completed 9, Failed 1".</summary>
    public static string Counts(IReadOnlyDictionary<DeviceState, int> counts) =>
        string.Join(", ", DeviceStates.All.Where(s => counts.GetValueOrDefault(s) > 0).OrderByDescending(s => s.IsTerminal()).Select(s => $"{Words.Of(s)} {counts[s]}"));
}
