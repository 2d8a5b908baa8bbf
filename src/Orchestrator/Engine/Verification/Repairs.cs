using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Verification;

/// <summary>
/// Removes or sets a holder that a reset left behind, when a person asks for it and never by itself (rules.md). The holder is re-read at the click; anything but
/// what the page showed refuses. Delegated, with scopes asked for when first needed.
/// </summary>
internal sealed class Repairs(RepairRecords records, HolderAccess access, IEntraSession session, Standings standings) : IDisposable
{
    /// <summary>One repair at a time: a second click finds the first one's result.</summary>
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<Outcome<Done>> RepairAsync(Admin admin, Repair repair, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(admin);
        ArgumentNullException.ThrowIfNull(repair);
        await _one.WaitAsync(stop);
        try
        {
            var account = Account.Of(admin);
            var request = await records.FindAsync(repair.RequestId);
            var prepared = await standings.RequireOperatorAsync(admin, stop) ?? Allowed(request, repair);
            if (prepared is not null)
                return await RefuseAsync(request, repair, account, prepared);
            return await PrepareAsync(request!, repair, account, stop);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static Refused? Allowed(DeviceRequest? request, Repair repair)
    {
        if (request is null)
            return new("not-found", "There is no such request.");
        if (repair is { Holder: Holder.Owner, SetToUserPrincipalName: not null })
            return new("owner-cannot-be-set", "An owner can only be removed; the next person to sign in becomes it.");
        if (!request.State.IsTerminal() && request.Findings.All(f => f.Holder != repair.Holder))
            return new("not-repairable", $"{request.Name} is still being followed and has no finding about its {Word(repair.Holder)}.");
        return null;
    }

    private async Task<Outcome<Done>> PrepareAsync(DeviceRequest request, Repair repair, Account admin, CancellationToken stop)
    {
        FoundHolders? found;
        Person? next = null;
        try
        {
            await session.TokenForAdminAsync(admin, null, HolderAccess.ScopesFor(repair), null, stop);
            found = await access.ReadAsync(request.ManagedDeviceId, request.EntraDeviceId, admin, stop);
            if (repair.SetToUserPrincipalName is { } name && (next = await access.FindUserAsync(name, admin, stop)) is null)
                return await RefuseAsync(request, repair, admin, new("no-such-user", $"There is no user {name}."));
        }
        catch (SignInNeededException missing)
        {
            return await RefuseAsync(request, repair, admin, ConsentNeeded(repair, missing));
        }
        catch (Exception unread) when (unread is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            return await RefuseAsync(request, repair, admin, new("unreadable", $"The holder could not be read, so nothing was changed. {GraphFailures.Sentence(unread)}"));
        }

        if (HolderCheck.Refusal(request, repair, found, next) is { } refusal)
            return await RefuseAsync(request, repair, admin, refusal);
        return await ChangeAsync(request, repair, admin, found!, next, stop);
    }

    private async Task<Outcome<Done>> ChangeAsync(DeviceRequest request, Repair repair, Account admin, FoundHolders found, Person? next, CancellationToken stop)
    {
        var was = HolderCheck.Current(found.Holders, repair.Holder);
        var what = next is null ? $"Removing {was!.Label} as {Word(repair.Holder)}" : $"Setting {next.Label} as {Word(repair.Holder)} (was {was?.Label ?? "nobody"})";
        var mark = await records.BeginAsync(request, repair, admin, what + ".", stop);
        try
        {
            // Begun is finished: a cancelled DELETE would leave nobody knowing.
            await SendAsync(request, repair, admin, found, next);
        }
        catch (Exception failure)
        {
            if (GraphFailures.Status(failure) is >= 400 and < 500)
                await records.UnmarkAsync(mark);
            return await FailAsync(request, repair, admin, $"{what} failed. {GraphFailures.Sentence(failure)}", null);
        }

        return await VerifyAsync(request, repair, admin, next, what);
    }

    private Task SendAsync(DeviceRequest request, Repair repair, Account admin, FoundHolders found, Person? next) => (repair.Holder, next) switch
    {
        (Holder.Owner, _) => access.RemoveOwnerAsync(found.EntraObjectId, repair.ShownHolderId!, admin, CancellationToken.None),
        (_, null) => access.RemovePrimaryUserAsync(request.ManagedDeviceId, admin, CancellationToken.None),
        (_, { } user) => access.SetPrimaryUserAsync(request.ManagedDeviceId, user, admin, CancellationToken.None),
    };

    private async Task<Outcome<Done>> VerifyAsync(DeviceRequest request, Repair repair, Account admin, Person? next, string what)
    {
        FoundHolders? after;
        try
        {
            after = await access.ReadAsync(request.ManagedDeviceId, request.EntraDeviceId, admin, CancellationToken.None);
        }
        catch (Exception unread)
        {
            return await FailAsync(request, repair, admin, $"{what}: Graph took it, but it could not be read back. {GraphFailures.Sentence(unread)}", null);
        }

        var isNow = after is null ? null : HolderCheck.Current(after.Holders, repair.Holder);
        if (after is null || !(next is null ? isNow is null : next.IsSameAs(isNow)))
            return await FailAsync(request, repair, admin, $"{what}: Graph took it, but a re-read shows {isNow?.Label ?? "nobody"}. Look again in some minutes.", after?.Holders);
        await records.EndAsync(request.Id, repair, admin, AuditEvents.RepairDone, $"{what}: done, and seen by a re-read.", after.Holders);
        return default(Done);
    }

    private async Task<Outcome<Done>> FailAsync(DeviceRequest request, Repair repair, Account admin, string text, Holders? after)
    {
        await records.EndAsync(request.Id, repair, admin, AuditEvents.RepairFailed, text, after);
        return new Refused("repair-failed", text);
    }

    private async Task<Outcome<Done>> RefuseAsync(DeviceRequest? request, Repair repair, Account admin, Refused refused)
    {
        await records.RefusedAsync(request, repair, admin, refused);
        return refused;
    }

    private static Refused ConsentNeeded(Repair repair, SignInNeededException missing) =>
        new("consent-needed", $"{string.Join(' ', HolderAccess.ScopesFor(repair))}: sign in once more to allow this repair. {missing.Message}");

    private static string Word(Holder holder) => holder == Holder.Owner ? "owner" : "primary user";
}
