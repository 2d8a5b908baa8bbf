using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Tracking;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Verification;

/// <summary>Repairs against the practice tenant; what was sent is counted there.</summary>
public class RepairTests
{
    private const string OwnerScope = "Directory.AccessAsUser.All";
    private const string UserScope = "DeviceManagementManagedDevices.ReadWrite.All";

    [Fact]
    public async Task Repair_OwnerLeftBehind_RemovesTheReferenceAndNotTheUser()
    {
        var (rig, request) = await FoundAsync("NB-OWNER-STAYS");
        await using var _ = rig;
        rig.Tenant.Consents.GrantToEverybody(OwnerScope);
        var (entra, owner) = (rig.Device("NB-OWNER-STAYS").Entra!.Id, rig.Device("NB-OWNER-STAYS").Entra!.OwnerId!);

        var outcome = await RepairAsync(rig, request, Holder.Owner, owner);

        Assert.False(outcome.IsRefused, outcome.Refused?.Message);
        var sent = Assert.Single(rig.Tenant.Requests.All, r => r.Method == "DELETE");
        Assert.Equal($"/v1.0/devices/{entra}/registeredOwners/{owner}/$ref", sent.Path);
        Assert.Equal("ada", sent.Persona);
        Assert.NotNull(rig.Tenant.Fleet.Read(v => v.FindUser(owner)));
        Assert.Empty(rig.Tenant.Alarms.All);
        Assert.Null(rig.Device("NB-OWNER-STAYS").Entra!.OwnerId);
        Assert.Empty(rig.Request(request).Findings);
        Assert.Equal(["repair.begun", "repair.done"], rig.Audit(request).TakeLast(2));
    }

    [Fact]
    public async Task Repair_PrimaryUserLeftBehind_RemovesTheReference()
    {
        var (rig, request) = await FoundAsync("NB-USER-STAYS");
        await using var _ = rig;
        rig.Tenant.Consents.GrantToEverybody(UserScope);
        var device = rig.Device("NB-USER-STAYS").Intune!;
        var user = device.PrimaryUserId!;

        var outcome = await RepairAsync(rig, request, Holder.PrimaryUser, user);

        Assert.False(outcome.IsRefused, outcome.Refused?.Message);
        var sent = Assert.Single(rig.Tenant.Requests.All, r => r.Method == "DELETE");
        Assert.Equal($"/beta/deviceManagement/managedDevices('{device.Id}')/users/$ref", sent.Path);
        Assert.Null(rig.Device("NB-USER-STAYS").Intune!.PrimaryUserId);
        Assert.NotNull(rig.Tenant.Fleet.Read(v => v.FindUser(user)));
    }

    [Fact]
    public async Task Repair_SetNamedUser_SetsThatPerson()
    {
        var (rig, request) = await FoundAsync("NB-USER-STAYS");
        await using var _ = rig;
        rig.Tenant.Consents.GrantToEverybody(UserScope);
        var bo = rig.Tenant.Personas["bo"];

        var outcome = await RepairAsync(rig, request, Holder.PrimaryUser, rig.Device("NB-USER-STAYS").Intune!.PrimaryUserId, bo.UserPrincipalName);

        Assert.False(outcome.IsRefused, outcome.Refused?.Message);
        Assert.Equal(bo.ObjectId, rig.Device("NB-USER-STAYS").Intune!.PrimaryUserId);
        Assert.Empty(rig.Request(request).Findings);
    }

    [Fact]
    public async Task Repair_UnknownUser_IsRefusedByName()
    {
        var (rig, request) = await FoundAsync("NB-USER-STAYS");
        await using var _ = rig;
        rig.Tenant.Consents.GrantToEverybody(UserScope);

        var outcome = await RepairAsync(rig, request, Holder.PrimaryUser, rig.Device("NB-USER-STAYS").Intune!.PrimaryUserId, "nobody@contoso.example");

        Assert.Equal("no-such-user", outcome.Refused?.Code);
        Assert.Equal(0, Writes(rig));
    }

    [Fact]
    public async Task Repair_WithoutConsent_NamesTheScopeAndSendsNothing()
    {
        var (rig, request) = await FoundAsync("NB-OWNER-STAYS");
        await using var _ = rig;

        var outcome = await RepairAsync(rig, request, Holder.Owner, rig.Device("NB-OWNER-STAYS").Entra!.OwnerId);

        Assert.Equal("consent-needed", outcome.Refused?.Code);
        Assert.StartsWith(OwnerScope + ":", outcome.Refused!.Message, StringComparison.Ordinal);
        Assert.Equal(0, Writes(rig));
        Assert.Equal("repair.refused", rig.Audit(request)[^1]);
    }

    [Fact]
    public async Task Repair_HolderChangedSinceShown_NamesBothAndSendsNothing()
    {
        var (rig, request) = await FoundAsync("NB-OWNER-STAYS");
        await using var _ = rig;
        rig.Tenant.Consents.GrantToEverybody(OwnerScope);
        var shown = rig.Device("NB-OWNER-STAYS").Entra!.OwnerId;
        var label = rig.Request(request).Findings[0].IsNow.Label;
        rig.Tenant.Fleet.Change(v =>
        {
            var device = v.Find("NB-OWNER-STAYS")!;
            device.Entra!.OwnerId = rig.Tenant.Personas["bo"].ObjectId;
            v.Touch(device);
        });

        var outcome = await RepairAsync(rig, request, Holder.Owner, shown);

        Assert.Equal("holder-changed", outcome.Refused?.Code);
        Assert.Contains(label, outcome.Refused!.Message, StringComparison.Ordinal);
        Assert.Contains(rig.Tenant.Personas["bo"].UserPrincipalName, outcome.Refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, Writes(rig));
    }

    [Fact]
    public async Task Repair_RoleLost_IsRefusedOnTheServer()
    {
        var (rig, request) = await FoundAsync("NB-OWNER-STAYS");
        await using var _ = rig;
        rig.Tenant.Consents.GrantToEverybody(OwnerScope);
        rig.Tenant.Personas["ada"].Roles.Clear();

        var outcome = await RepairAsync(rig, request, Holder.Owner, rig.Device("NB-OWNER-STAYS").Entra!.OwnerId);

        Assert.Equal("role-lost", outcome.Refused?.Code);
        Assert.Equal(0, Writes(rig));
    }

    [Fact]
    public async Task Repair_StillFollowed_IsRefused()
    {
        await using var rig = await TrackingRig.StartAsync();
        rig.Tenant.Consents.GrantToEverybody(OwnerScope);
        var id = await rig.OrderAsync("NB-SILENT");

        var outcome = await RepairAsync(rig, id, Holder.Owner, rig.Device("NB-SILENT").Entra!.OwnerId);

        Assert.Equal("not-repairable", outcome.Refused?.Code);
    }

    [Fact]
    public async Task Repair_GraphRefuses_IsAuditedAsFailedAndLeavesNoMark()
    {
        var (rig, request) = await FoundAsync("NB-OWNER-STAYS");
        await using var _ = rig;
        rig.Tenant.Consents.GrantToEverybody(OwnerScope);
        rig.Tenant.Faults.Add(new Fault { Method = "DELETE", Status = 403 });

        var outcome = await RepairAsync(rig, request, Holder.Owner, rig.Device("NB-OWNER-STAYS").Entra!.OwnerId);

        Assert.Equal("repair-failed", outcome.Refused?.Code);
        Assert.Equal("repair.failed", rig.Audit(request)[^1]);
        Assert.Single(rig.Request(request).Findings);
        Assert.Empty(await rig.Database.Console.ReadAsync(db => db.Set<HolderChange>().ToListAsync()));
    }

    /// <summary>The device only claimed to be reset. Removing its user and owner by hand must not turn the claim into a proof.</summary>
    [Fact]
    public async Task Repair_OfAnOrderStillArmed_IsNeverTakenForItsProof()
    {
        var (rig, request) = await FoundAsync("NB-DONE-ONLY");
        await using var _ = rig;
        rig.Tenant.Consents.GrantToEverybody(OwnerScope);
        rig.Tenant.Consents.GrantToEverybody(UserScope);
        Assert.False((await RepairAsync(rig, request, Holder.Owner, rig.Device("NB-DONE-ONLY").Entra!.OwnerId)).IsRefused);
        Assert.False((await RepairAsync(rig, request, Holder.PrimaryUser, rig.Device("NB-DONE-ONLY").Intune!.PrimaryUserId)).IsRefused);

        await rig.FollowAsync(TimeSpan.FromDays(2));

        Assert.Equal(EvidenceGrade.Reported, rig.Request(request).Grade);
        Assert.NotNull(rig.Request(request).ArmedSince);
        Assert.DoesNotContain("evidence.proven", rig.Audit(request));
    }

    /// <summary>A tenant in which this device was reset and followed until its finding.</summary>
    private static async Task<(TrackingRig Rig, Guid Request)> FoundAsync(string name)
    {
        var rig = await TrackingRig.StartAsync(("Polling:VerifyingDeadline", "00:05:00"));
        var request = await rig.OrderAsync(name);
        await rig.FollowAsync(TimeSpan.FromHours(2));
        Assert.Equal(DeviceState.CompletedWithFindings, rig.Request(request).State);
        return (rig, request);
    }

    private static Task<Outcome<Done>> RepairAsync(TrackingRig rig, Guid request, Holder holder, string? shown, string? setTo = null) =>
        rig.Repairs.RepairAsync(rig.Ada, new Repair(request, holder, shown, setTo), default);

    /// <summary>Everything sent but the order itself.</summary>
    private static int Writes(TrackingRig rig) =>
        rig.Tenant.Requests.All.Count(r => r.Host.StartsWith("graph", StringComparison.Ordinal) && r.Method != "GET" && !r.Path.EndsWith("/wipe", StringComparison.Ordinal));
}
