using AutopilotReset.Engine.Inventory.Join;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>
/// Reads stored devices and judges them now: the clock, the guards and our own orders may have moved since the sync, and a row that is shown must not say what was true then.
/// </summary>
internal sealed class DeviceRows(StoredDevices stored)
{
    /// <summary>In the order of the places.</summary>
    public async Task<IReadOnlyList<ShownDevice>> ReadAsync(RunIndex index, IReadOnlyList<int> places, DateTimeOffset readAt, EligibilityContext context)
    {
        if (places.Count == 0)
            return [];
        var ids = await index.IdsAsync();
        return [.. (await stored.ReadAsync(index, places)).Select(device => Show(device, ids[device.Place], readAt, context))];
    }

    private static ShownDevice Show(StoredDevice stored, Guid id, DateTimeOffset readAt, EligibilityContext context)
    {
        var facts = FactsReader.Facts(stored.List, stored.Record, stored.Related, readAt);
        var judgement = DeviceJudge.Judge(facts, context, stored.MissingSince);
        return new ShownDevice(stored.Place, Row($"{stored.List}-{id:D}", facts, judgement, context, stored.MissingSince is not null), facts, judgement, stored.MissingSince);
    }

    private static DeviceRow Row(string key, DeviceFacts facts, Judgement judgement, EligibilityContext context, bool missing) => new()
    {
        Key = key,
        Name = facts.Name,
        Serial = facts.Serial,
        Model = facts.Model,
        OsVersion = facts.OsVersion,
        JoinType = JoinTypes.Label(facts),
        OwnerType = facts.OwnerType,
        User = facts.RecordedUser?.Label,
        LastCheckIn = facts.LastCheckIn,
        Autopilot = facts.AutopilotRegistered == true,
        GroupTag = facts.Autopilot?.GroupTag,
        EnrollmentProfile = facts.EnrollmentProfileName,
        ManagedBy = ManagedBy(facts),
        Encrypted = facts.IsEncrypted,
        FreeStorageBytes = facts.FreeStorageBytes,
        Verdict = judgement.Verdict,
        Reasons = judgement.Reasons,
        ArmedSince = Armed(facts, context),
        Missing = missing,
    };

    private static string? ManagedBy(DeviceFacts facts) => facts.ManagementAgent switch
    {
        null => facts.ManagedDeviceId is null ? null : "Intune",
        "mdm" => "Intune",
        "configurationManagerClientMdm" => "Intune and ConfigMgr",
        "msSense" => "Defender",
        var other => other,
    };

    /// <summary>Since when an order of ours waits in Intune for this device, whatever became of its request here.</summary>
    private static DateTimeOffset? Armed(DeviceFacts facts, EligibilityContext context)
    {
        DateTimeOffset? since = null;
        Look(facts.ManagedDeviceId);
        Look(facts.EntraDeviceId);
        return since;

        void Look(string? id)
        {
            if (id is null)
                return;
            foreach (var orders in (ReadOnlySpan<IReadOnlyDictionary<string, OpenOrder>>)[context.OpenOrders, context.ArmedOrders])
            {
                if (orders.TryGetValue(id, out var order) && order.ArmedSince is { } at && (since is null || at < since))
                    since = at;
            }
        }
    }
}

/// <param name="Place">Place in the run.</param>
/// <param name="MissingSince">When a full read by the same reader first lacked it.</param>
internal sealed record ShownDevice(int Place, DeviceRow Row, DeviceFacts Facts, Judgement Reset, DateTimeOffset? MissingSince);
