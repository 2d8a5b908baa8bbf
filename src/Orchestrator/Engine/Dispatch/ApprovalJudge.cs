using System.Globalization;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// What becomes of a device by what Intune says of its request for approval. Only an approval that was just read lets it go on; what cannot be read leaves it
/// waiting, and nothing that is not sent yet outlives the time of expiry that Intune named.
/// </summary>
internal static class ApprovalJudge
{
    /// <summary>Settles a device that waits for the approval, or has it and is not sent yet.</summary>
    public static async Task SettleAsync(ConsoleDbContext db, DeviceRequest request, SendAttempt asked, Batch batch, DateTimeOffset now, CancellationToken stop)
    {
        if (TenantApprovals.WhyNot(asked, batch, WipeSender.BodyOf(request.Kind)) is { } isVoid)
            await TenantApprovals.VoidAsync(db, request, null, isVoid, now, stop);
        else if (request.TenantApprovalExpiresAt <= now)
            await ExpireAsync(db, request, asked, now, stop);
        else if (asked.TenantApproval is { Problem: null } said)
            await ObeyAsync(db, request, asked, said, now, stop);
    }

    /// <summary>The time that Intune named is over, whatever Intune says by now: failing early sends nothing.</summary>
    public static Task<bool> ExpireAsync(ConsoleDbContext db, DeviceRequest request, SendAttempt asked, DateTimeOffset now, CancellationToken stop) =>
        Ledger.ApplyAsync(db, request, Signal.ApprovalExpired, null,
            $"Intune's request for approval expired{(request.TenantApprovalExpiresAt is { } at ? $" at {at:u}" : "")}{(request.TenantApproval == TenantApproval.Granted ? ", approved, before it could be sent again" : ", and nobody approved it")}. Nothing was sent after the asking.",
            now, stop, Facts(asked));

    private static async Task ObeyAsync(ConsoleDbContext db, DeviceRequest request, SendAttempt asked, TenantApprovalReading said, DateTimeOffset now, CancellationToken stop)
    {
        var isGranted = request.TenantApproval == TenantApproval.Granted;
        switch (said.Status?.ToUpperInvariant())
        {
            case "APPROVED" when !isGranted:
                if (await Ledger.ApplyAsync(db, request, Signal.ApprovalGranted, null, $"Approved in Intune{By(said)}. It is read again and sent with the code when its turn comes.", now, stop, Facts(asked)))
                    request.TenantApproval = TenantApproval.Granted;
                break;
            case "APPROVED":
                break;
            case "NEEDSAPPROVAL" when isGranted:
                if (await Ledger.ApplyAsync(db, request, Signal.ApprovalVoided, null, "The approval was taken back in Intune; it waits for another.", now, stop, Facts(asked)))
                    request.TenantApproval = TenantApproval.Asked;
                break;
            case "REJECTED" or "CANCELLED":
                var word = string.Equals(said.Status, "rejected", StringComparison.OrdinalIgnoreCase) ? "Rejected" : "Cancelled";
                await Ledger.ApplyAsync(db, request, Signal.ApprovalRejected, null, $"{word} in Intune{By(said)}. Nothing was sent after the asking.", now, stop, Facts(asked));
                break;
            case "EXPIRED":
                await ExpireAsync(db, request, asked, now, stop);
                break;
            case "COMPLETED":
                await UsedElsewhereAsync(db, request, asked, now, stop);
                break;
            default:
                break;
        }
    }

    /// <summary>We have not used the approval, and Intune says that it is used: the order may be under way.</summary>
    private static async Task UsedElsewhereAsync(ConsoleDbContext db, DeviceRequest request, SendAttempt asked, DateTimeOffset now, CancellationToken stop)
    {
        if (!await Ledger.ApplyAsync(db, request, Signal.OrderMissingHere, null, "Intune says that this approval has been used, and not by this console: the device may have its order.", now, stop, Facts(asked)))
            return;
        request.NextLookAt = now;
        asked.LiveRequestId = request.Id;
    }

    private static string By(TenantApprovalReading said) => (said.DecidedBy, said.Note) switch
    {
        (null, null) => "",
        ({ } who, null) => $" by {who}",
        (null, { } why) => $": {why}",
        ({ } who, { } why) => $" by {who}: {why}",
    };

    /// <summary>Never the code: whoever has it and is the same admin may use it.</summary>
    private static Dictionary<string, string?> Facts(SendAttempt asked) => new()
    {
        ["attempt"] = asked.Id.ToString(),
        ["intuneStatus"] = asked.TenantApproval?.Status,
        ["intuneDecidedBy"] = asked.TenantApproval?.DecidedBy,
        ["intuneExpires"] = asked.TenantApproval?.ExpiresAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    };
}
