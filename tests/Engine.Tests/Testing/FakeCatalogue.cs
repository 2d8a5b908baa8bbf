using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>An inventory of given facts, and the selections a test made of it.</summary>
internal sealed class FakeCatalogue : IDeviceCatalogue
{
    private readonly ConcurrentDictionary<Guid, Selection> _selections = new();

    public ConcurrentDictionary<string, DeviceFacts> Facts { get; } = new();

    /// <summary>When it was last read to its end.</summary>
    public DateTimeOffset? InventoryAt { get; set; } = DeskRig.Start;

    public Guid Select(params IEnumerable<DeviceFacts> devices)
    {
        var rows = devices.Select(Devices.Row).ToList();
        foreach (var (row, facts) in rows.Zip(devices))
            Facts[row.Key] = facts;
        return Keep(new Selection(Guid.CreateVersion7(), "test", rows, []));
    }

    public Guid Keep(Selection selection)
    {
        _selections[selection.Id] = selection;
        return selection.Id;
    }

    public Task<Selection?> GetSelectionAsync(Admin admin, Guid selectionId, CancellationToken stop) => Task.FromResult(_selections.GetValueOrDefault(selectionId));

    public Task<DeviceDetail?> GetAsync(Admin admin, string key, CancellationToken stop) =>
        Task.FromResult(Facts.TryGetValue(key, out var facts)
            ? new DeviceDetail(Devices.Row(facts), facts, Judgement.Clean, Judgement.Clean, [])
            : null);

    public Task<Outcome<Selection>> SelectAsync(Admin admin, Choice choice, CancellationToken stop)
    {
        var keys = ((Choice.Keys)choice).DeviceKeys;
        var selection = new Selection(Guid.CreateVersion7(), "keys", [.. keys.Select(k => Devices.Row(Facts[k]))], []);
        Keep(selection);
        return Task.FromResult<Outcome<Selection>>(selection);
    }

    public Task<InventoryStatus> StatusAsync(Admin admin, CancellationToken stop) =>
        Task.FromResult(new InventoryStatus { Reader = "test", Devices = Facts.Count, LastFullRead = InventoryAt });

    public Task<DevicePage> FindAsync(Admin admin, DeviceQuery query, int skip, int take, CancellationToken stop) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeviceRow>> GetSelectedAsync(Admin admin, Guid selectionId, int skip, int take, CancellationToken stop) => throw new NotSupportedException();

    public Task<IReadOnlyList<SelectionProblem>> GetProblemsAsync(Admin admin, Guid selectionId, int skip, int take, CancellationToken stop) => throw new NotSupportedException();

    public Task<Outcome<Selection>> AddToSelectionAsync(Admin admin, Guid selectionId, IReadOnlyCollection<string> keys, CancellationToken stop) => throw new NotSupportedException();

    /// <summary>From the last to the first: the inventory's order is not the selection's.</summary>
    public async IAsyncEnumerable<InventoryDevice> JudgeSelectedAsync(Admin admin, Guid selectionId, OrderKind kind, [EnumeratorCancellation] CancellationToken stop)
    {
        await Task.Yield();
        foreach (var (row, position) in _selections[selectionId].Devices.Select((d, i) => (d, i)).Reverse())
        {
            var facts = Facts.GetValueOrDefault(row.Key);
            var judgement = facts is null ? Judgement.Clean : ResetEligibility.Judge(facts, new EligibilityContext { Now = InventoryAt!.Value, Protected = new ProtectedDevices() });
            yield return new InventoryDevice(position, row.Key, row.Name, row.Serial, facts, judgement);
        }
    }

    public Task<Outcome<Done>> StartSyncAsync(Admin admin, CancellationToken stop) => throw new NotSupportedException();

    public Task<Outcome<IReadOnlyList<GroupHit>>> FindGroupsAsync(Admin admin, string text, CancellationToken stop) => throw new NotSupportedException();

    public Task<Outcome<Selection>> RemoveFromSelectionAsync(Admin admin, Guid selectionId, IReadOnlyCollection<string> keys, CancellationToken stop) => throw new NotSupportedException();
}
