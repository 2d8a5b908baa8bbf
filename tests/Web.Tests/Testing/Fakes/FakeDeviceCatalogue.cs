namespace AutopilotReset.Web.Tests.Testing.Fakes;

/// <summary>An inventory in memory that filters, sorts and selects as the contract says.</summary>
internal sealed class FakeDeviceCatalogue(TimeProvider time, int devices = 60) : FakeDoor, IDeviceCatalogue
{
    public List<DeviceRow> Rows { get; } = [.. FakeFleet.Rows(time.GetUtcNow(), devices)];

    public Dictionary<Guid, Selection> Selections { get; } = [];

    /// <summary>Queries received by <see cref="FindAsync"/>.</summary>
    public List<(DeviceQuery Query, int Skip, int Take)> Finds { get; } = [];

    /// <summary>Choices received by <see cref="SelectAsync"/>.</summary>
    public List<Choice> Choices { get; } = [];

    public IReadOnlyList<RequestRow> Requests { get; set; } = [];

    /// <summary>Something that happens between two reads.</summary>
    public Action AfterFind { get; set; } = () => { };

    /// <summary>Replaces what <see cref="GetAsync"/> builds.</summary>
    public Func<DeviceDetail, DeviceDetail> Adjust { get; set; } = detail => detail;

    public InventoryStatus Status { get; set; } = new() { Reader = "the application", LastFullRead = time.GetUtcNow().AddMinutes(-18), Devices = devices };

    public List<GroupHit> Groups { get; } =
    [
        new("6b0f0000-0000-4000-8000-000000000001", "Classroom 12 devices", "Term ends 18 December"),
        new("6b0f0000-0000-4000-8000-000000000002", "Classroom 14 devices", null),
        new("6b0f0000-0000-4000-8000-000000000003", "Leavers' laptops", "Filled by HR"),
    ];

    public async Task<DevicePage> FindAsync(Admin admin, DeviceQuery query, int skip, int take, CancellationToken stop)
    {
        await EnterAsync(stop);
        Finds.Add((query, skip, take));
        var found = Match(query);
        AfterFind();
        return new DevicePage([.. found.Skip(skip).Take(take)], found.Count);
    }

    public async Task<DeviceDetail?> GetAsync(Admin admin, string key, CancellationToken stop)
    {
        await EnterAsync(stop);
        return Rows.FirstOrDefault(r => r.Key == key) is { } row
            ? Adjust(FakeFleet.Detail(row, time.GetUtcNow(), [.. Requests.Where(r => r.DeviceKey == key)]))
            : null;
    }

    public async Task<InventoryStatus> StatusAsync(Admin admin, CancellationToken stop)
    {
        await EnterAsync(stop);
        return Status;
    }

    public Task<Outcome<Done>> StartSyncAsync(Admin admin, CancellationToken stop) => CommandAsync<Done>(() =>
    {
        Status = Status with { Running = true, Stage = "Intune devices", ReadSoFar = Rows.Count / 3 };
        return new Done();
    }, stop);

    public Task<Outcome<IReadOnlyList<GroupHit>>> FindGroupsAsync(Admin admin, string text, CancellationToken stop) =>
        CommandAsync<IReadOnlyList<GroupHit>>(() => Groups.Where(g => g.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).ToArray(), stop);

    public Task<Outcome<Selection>> SelectAsync(Admin admin, Choice choice, CancellationToken stop) => CommandAsync<Selection>(() =>
    {
        Choices.Add(choice);
        var problems = new List<SelectionProblem>();
        var (source, rows) = choice switch
        {
            Choice.Keys keys => ("chosen one by one", Rows.Where(r => keys.DeviceKeys.Contains(r.Key)).ToList()),
            Choice.Matching matching => ("all that match a filter", Match(matching.Query)),
            Choice.Saved saved => ($"saved filter {saved.FilterId}", Rows.Take(7).ToList()),
            Choice.Draft draft => ($"schedule's draft {draft.DraftId}", Rows.Take(12).ToList()),
            Choice.Group group => ($"members of {group.GroupName}", Rows.Take(24).ToList()),
            Choice.GroupUsers group => ($"devices of the users in {group.GroupName}", Rows.Take(5).ToList()),
            Choice.Pasted pasted => ("pasted", Resolve(pasted.Text, problems)),
            _ => throw new NotSupportedException(choice.GetType().Name),
        };
        if (rows.Count == 0 && problems.Count == 0)
            return new Refused("empty-selection", "Nothing was selected.");
        var selection = new Selection(Guid.CreateVersion7(time.GetUtcNow()), source, rows, problems);
        Selections[selection.Id] = selection;
        return selection;
    }, stop);

    public async Task<Selection?> GetSelectionAsync(Admin admin, Guid selectionId, CancellationToken stop)
    {
        await EnterAsync(stop);
        return Selections.GetValueOrDefault(selectionId);
    }

    public async Task<IReadOnlyList<DeviceRow>> GetSelectedAsync(Admin admin, Guid selectionId, int skip, int take, CancellationToken stop) =>
        [.. (await GetSelectionAsync(admin, selectionId, stop))?.Devices.Skip(skip).Take(take) ?? []];

    public async Task<IReadOnlyList<SelectionProblem>> GetProblemsAsync(Admin admin, Guid selectionId, int skip, int take, CancellationToken stop) =>
        [.. (await GetSelectionAsync(admin, selectionId, stop))?.Problems.Skip(skip).Take(take) ?? []];

    public IAsyncEnumerable<InventoryDevice> JudgeSelectedAsync(Admin admin, Guid selectionId, OrderKind kind, CancellationToken stop) => throw new NotSupportedException();

    public Task<Outcome<Selection>> AddToSelectionAsync(Admin admin, Guid selectionId, IReadOnlyCollection<string> keys, CancellationToken stop) => CommandAsync<Selection>(() =>
    {
        Added.Add([.. keys]);
        var old = Selections[selectionId];
        return Selections[selectionId] = old with { Devices = [.. old.Devices, .. Rows.Where(r => keys.Contains(r.Key))] };
    }, stop);

    /// <summary>Keys that were put to a selection, call by call.</summary>
    public List<IReadOnlyList<string>> Added { get; } = [];

    public Task<Outcome<Selection>> RemoveFromSelectionAsync(Admin admin, Guid selectionId, IReadOnlyCollection<string> keys, CancellationToken stop) => CommandAsync<Selection>(() =>
    {
        if (!Selections.TryGetValue(selectionId, out var old))
            return new Refused("selection-gone", "This selection is no longer kept.");
        return Selections[selectionId] = old with { Devices = [.. old.Devices.Where(d => !keys.Contains(d.Key))] };
    }, stop);

    private List<DeviceRow> Match(DeviceQuery query)
    {
        var found = Rows.Where(r =>
            (query.Text is null || $"{r.Name}\n{r.Serial}\n{r.User}".Contains(query.Text, StringComparison.OrdinalIgnoreCase))
            && (query.Verdict is null || r.Verdict == query.Verdict)
            && (query.JoinType is null || r.JoinType == query.JoinType)
            && (query.OwnerType is null || r.OwnerType == query.OwnerType)
            && (query.Autopilot is null || r.Autopilot == query.Autopilot)
            && (query.Armed is null || (r.ArmedSince is not null) == query.Armed));
        Func<DeviceRow, object?> by = query.Sort switch
        {
            DeviceSort.Serial => r => r.Serial,
            DeviceSort.Model => r => r.Model,
            DeviceSort.OsVersion => r => r.OsVersion,
            DeviceSort.User => r => r.User,
            DeviceSort.LastCheckIn => r => r.LastCheckIn,
            DeviceSort.Verdict => r => r.Verdict,
            _ => r => r.Name,
        };
        return [.. (query.Descending ? found.OrderByDescending(by) : found.OrderBy(by)).ThenBy(r => r.Key, StringComparer.Ordinal)];
    }

    private List<DeviceRow> Resolve(string text, List<SelectionProblem> problems)
    {
        var rows = new List<DeviceRow>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0)
                continue;
            var hits = Rows.Where(r => string.Equals(r.Serial, line, StringComparison.OrdinalIgnoreCase) || string.Equals(r.Name, line, StringComparison.OrdinalIgnoreCase) || r.Key.EndsWith(line, StringComparison.OrdinalIgnoreCase)).ToList();
            if (hits.Count == 1)
                rows.Add(hits[0]);
            else
                problems.Add(new SelectionProblem(i + 1, line, hits.Count == 0 ? "No device has this serial, name or id." : $"{hits.Count} devices have it.", hits));
        }
        return rows;
    }
}
