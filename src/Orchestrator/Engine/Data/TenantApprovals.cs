using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data;

/// <summary>
/// Rules of Intune's own Multi Admin Approval that more than one stage goes by: whether a code may be used, and what makes it void (decision 0047).
/// </summary>
internal static class TenantApprovals
{
    /// <summary>Said where a device is cancelled of which Intune has a request.</summary>
    public const string StaysOpen = "Its request for approval stays open in Intune until it expires or is cancelled there.";

    /// <summary>Longest code that is sent back.</summary>
    private const int LongestCode = 200;

    /// <summary>Devices that wait for an approval or have it and are not sent again yet. The index holds only what is not none: that term stands by itself, or it is not used.</summary>
    public static IQueryable<DeviceRequest> Followed(ConsoleDbContext db, string tenant) => db.Requests.Where(r =>
        r.Tenant == tenant && r.TenantApproval != TenantApproval.None && r.TenantApproval < TenantApproval.WantsPerson
        && (r.State == DeviceState.AwaitingTenantApproval || r.State == DeviceState.Planned));

    /// <summary>Intune may have a request of this device.</summary>
    public static bool IsOpenInIntune(DeviceRequest request) => request.State == DeviceState.AwaitingTenantApproval || request.TenantApproval == TenantApproval.Granted;

    /// <summary>Why a device is cancelled, and that Intune's request of it, where there is one, is not.</summary>
    public static string WhatStaysOpen(DeviceRequest request, string why) => IsOpenInIntune(request) ? $"{why.TrimEnd(' ', '.')}. {StaysOpen}" : why;

    /// <summary>Whether a code can stand in a header.</summary>
    public static bool IsCode(string? code) => code is { Length: > 0 and <= LongestCode } && code.All(c => c is > ' ' and <= '~');

    /// <summary>Intune has just asked for approval of this attempt.</summary>
    /// <param name="text">The words that Intune's answer was put into.</param>
    public static void Begin(DeviceRequest request, SendAttempt attempt, Batch batch, string text)
    {
        var why = attempt switch
        {
            { SentApprovalCode: not null } => "It carried an approved code, and Intune asked again: nothing is sent again by itself.",
            { ApprovalCode: null } => "Intune named no code, so that this console cannot go on with it: a request may be open there already.",
            _ when attempt.AccountId != batch.SendsAs.Id => Void(batch.SendsAs),
            _ => null,
        };
        (request.TenantApproval, request.TenantApprovalExpiresAt) = (why is null ? TenantApproval.Asked : TenantApproval.WantsPerson, null);
        request.Note = why is null ? text : $"{text} {why}";
    }

    /// <summary>Why this approved code may not be sent, or <c>null</c>.</summary>
    /// <param name="asked">The attempt that the code belongs to.</param>
    /// <param name="body">What would be sent.</param>
    public static string? WhyNot(SendAttempt? asked, Batch batch, string body) => asked switch
    {
        null or { Justification: null } => "The code of the approval is not there.",
        _ when !IsCode(asked.ApprovalCode) => "The code of the approval cannot be sent.",
        _ when asked.AccountId != batch.SendsAs.Id => Void(batch.SendsAs),
        _ when !string.Equals(asked.Body, body, StringComparison.Ordinal) => "What would be sent is not what was approved.",
        _ => null,
    };

    /// <summary>The code cannot be used: a person cancels the device or has Intune asked anew.</summary>
    public static async Task VoidAsync(ConsoleDbContext db, DeviceRequest request, Account? actor, string why, DateTimeOffset now, CancellationToken stop)
    {
        if (await Ledger.ApplyAsync(db, request, Signal.ApprovalVoided, actor, $"The approval in Intune cannot be used: {why}", now, stop))
            request.TenantApproval = TenantApproval.WantsPerson;
    }

    /// <summary>Another admin stands for the batch: what was asked or approved for the former is void.</summary>
    public static async Task VoidAllAsync(ConsoleDbContext db, Batch batch, Account actor, DateTimeOffset now, CancellationToken stop)
    {
        var held = await db.Requests
            .Where(r => r.BatchId == batch.Id && (r.TenantApproval == TenantApproval.Asked || r.TenantApproval == TenantApproval.Granted))
            .OrderBy(r => r.Position).ToListAsync(stop);
        foreach (var request in held)
            await VoidAsync(db, request, actor, Void(batch.SendsAs), now, stop);
    }

    /// <summary>The attempts whose codes these requests stand by: of each the latest that has one.</summary>
    public static async Task<Dictionary<Guid, SendAttempt>> AskedAsync(ConsoleDbContext db, IReadOnlyCollection<Guid> requestIds, CancellationToken stop)
    {
        var attempts = await db.Attempts.Where(a => requestIds.Contains(a.RequestId) && a.ApprovalCode != null).ToListAsync(stop);
        return attempts.GroupBy(a => a.RequestId).ToDictionary(g => g.Key, g => g.MaxBy(a => a.Number)!);
    }

    private static string Void(Account sendsAs) =>
        $"it was asked for by another admin than {OneLine.Of(sendsAs.Name)}, as whom the batch sends now. Cancel that request in Intune, then have it asked anew.";
}
