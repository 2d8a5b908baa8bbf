using System.Globalization;
using AutopilotReset.Engine.Audit;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>
/// What a live read says otherwise than the inventory, by which a device of a long review was first shown: nobody compares fifty thousand rows, so each that
/// changed comes to the group that asks for attention, and says what changed.
/// </summary>
internal static class SinceInventory
{
    public const string Code = "differs-from-inventory";

    /// <param name="first">As the inventory was judged for this review; <c>null</c> where it was not.</param>
    public static Judgement Note(DeviceFacts known, DeviceFacts live, Judgement? first, Judgement now)
    {
        var differences = Differences(known, live);
        if (first is not null && now.Verdict > first.Verdict)
            differences.Add($"verdict {first.Verdict} → {now.Verdict}");
        return differences.Count == 0
            ? now
            : new Judgement([.. now.Reasons, new Reason(Code, Verdict.Attention, $"Not as the inventory of {known.ReadAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC has it: {string.Join("; ", differences)}.")]);
    }

    private static List<string> Differences(DeviceFacts known, DeviceFacts live)
    {
        var differences = new List<string>();
        Compare("name", known.Name, live.Name);
        Compare("Entra device id", known.EntraDeviceId, live.EntraDeviceId);
        Compare("join type", known.Entra?.TrustType, live.Entra?.TrustType);
        Compare("owner type", known.OwnerType, live.OwnerType);
        Compare("enrolled", Second(known.EnrolledAt), Second(live.EnrolledAt));
        Compare("managed by", known.ManagementAgent, live.ManagementAgent);
        Compare("account enabled", known.Entra?.AccountEnabled?.ToString(), live.Entra?.AccountEnabled?.ToString());
        Compare("recorded user", known.RecordedUser?.Id, live.RecordedUser?.Id);
        return differences;

        void Compare(string what, string? was, string? now)
        {
            if (!string.Equals(was, now, StringComparison.OrdinalIgnoreCase))
                differences.Add($"{what} {Written(was)} → {Written(now)}");
        }
    }

    private static string? Second(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Written(string? value) => value is null ? "nothing" : $"\"{PlainText.Line(value, 80)}\"";
}
