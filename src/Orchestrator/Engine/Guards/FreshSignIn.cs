using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>A session that was left open, or stolen, starts nothing: whoever confirms, takes over or approves has shown Entra a short while ago who they are (decision 0036).</summary>
internal static class FreshSignIn
{
    public const string Needed = "sign-in-again";

    /// <summary>By how much Entra's clock may be ahead of ours.</summary>
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(5);

    /// <summary>Why this session may not approve, or <c>null</c>.</summary>
    public static Refused? ToApprove(Admin admin, GuardNumbers numbers, DateTimeOffset now) =>
        Refuse(admin, now, numbers.ApprovalSignInMinutes, "Approving", nameof(numbers.ApprovalSignInMinutes), "approve");

    /// <summary>Why this session may not confirm a batch, or <c>null</c>.</summary>
    public static Refused? ToConfirm(Admin admin, GuardNumbers numbers, DateTimeOffset now) =>
        Refuse(admin, now, numbers.ConfirmSignInMinutes, "Confirming", nameof(numbers.ConfirmSignInMinutes), "confirm");

    /// <summary>Why this session may not take a batch over, or <c>null</c>: what is left of it stands confirmed anew then.</summary>
    public static Refused? ToTakeOver(Admin admin, GuardNumbers numbers, DateTimeOffset now) =>
        Refuse(admin, now, numbers.ConfirmSignInMinutes, "Taking a batch over", nameof(numbers.ConfirmSignInMinutes), "take it over");

    /// <summary>Why this session may not loosen a guard, or <c>null</c>.</summary>
    public static Refused? ToLoosen(Admin admin, GuardNumbers numbers, DateTimeOffset now) =>
        Refuse(admin, now, numbers.ApprovalSignInMinutes, "Loosening a guard", nameof(numbers.ApprovalSignInMinutes), "repeat it");

    private static Refused? Refuse(Admin admin, DateTimeOffset now, int minutes, string what, string key, string again)
    {
        if (minutes == 0)
            return null;
        if (admin.SignedInAt is not { } at)
            return new Refused(Needed, "Entra did not say when you signed in. Sign in again; if this comes back, the app registration lacks the optional claim auth_time.");
        return at - now <= ClocksApart && now - at <= TimeSpan.FromMinutes(minutes)
            ? null
            : new Refused(Needed, $"{what} needs a sign-in of the last {minutes} minutes (Guards:{key}); yours was at {at:u}. Sign in again, then {again}.");
    }
}
