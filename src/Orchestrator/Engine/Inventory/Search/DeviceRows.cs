using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Join;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>
/// Reads stored devices and judges them now: the clock, the guards and our own orders may have moved since the sync, and a row that is shown must not say what was true then.
/// </summary>
internal sealed class DeviceRows(ConsoleDatabase database)
{
    private const int Slice = 500;

    /// <summary>In the order of the ids; ids that are gone are left out.</summary>
    public async Task<IReadOnlyList<ShownDevice>> ReadAsync(IReadOnlyList<long> ids, DateTimeOffset readAt, EligibilityContext context)
    {
        var found = new Dictionary<long, ShownDevice>(ids.Count);
        foreach (var slice in ids.Chunk(Slice))
        {
            var rows = await database.ReadAsync(db => Stored(db, slice));
            foreach (var (id, key, record, related) in rows)
                found[id] = Show(id, key, record, related, readAt, context);
        }

        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    private static Task<List<(long, string, byte[], byte[])>> Stored(ConsoleDbContext db, long[] ids)
    {
        db.Database.OpenConnection();
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT d.Id, d.\"Key\", d.Record, v.Related FROM InventoryDevices d LEFT JOIN InventoryVerdicts v ON v.Id = d.Id WHERE d.Id IN ({string.Join(',', ids)})";
        var rows = new List<(long, string, byte[], byte[])>(ids.Length);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            rows.Add((reader.GetInt64(0), reader.GetString(1), (byte[])reader.GetValue(2), reader.IsDBNull(3) ? [] : (byte[])reader.GetValue(3)));
        return Task.FromResult(rows);
    }

    private static ShownDevice Show(long id, string key, byte[] record, byte[] related, DateTimeOffset readAt, EligibilityContext context)
    {
        var facts = FactsReader.Facts(key[0], record, related, readAt);
        var missing = AbsentDevices.MissingSince(record);
        var judgement = DeviceJudge.Judge(facts, context, missing);
        return new ShownDevice(id, Row(key, facts, judgement, context, missing is not null), facts, judgement, missing);
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

/// <param name="Id">Row id in the run.</param>
/// <param name="MissingSince">When a full read by the same reader first lacked it.</param>
internal sealed record ShownDevice(long Id, DeviceRow Row, DeviceFacts Facts, Judgement Reset, DateTimeOffset? MissingSince);
