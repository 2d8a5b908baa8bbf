namespace AutopilotReset.Web.Tests.Testing.Fakes;

internal sealed class FakeSavedFilters(TimeProvider time) : FakeDoor, ISavedFilters
{
    public List<SavedFilter> Filters { get; } =
    [
        Filter(1, "Leavers' laptops", new DeviceQuery { Text = "LAPTOP", OwnerType = "company" }, time.GetUtcNow()),
        Filter(2, "Refused", new DeviceQuery { Verdict = Verdict.Refused }, time.GetUtcNow()) with { UsedBy = ["Every Friday"] },
        Filter(3, "Spoilt", null, time.GetUtcNow()),
    ];

    public static SavedFilter Filter(int number, string name, DeviceQuery? query, DateTimeOffset now) => new()
    {
        Id = new Guid($"0190f117-0000-7000-8000-{number:D12}"),
        Name = name,
        Query = query,
        Words = query is null ? "Cannot be read, and chooses nothing: there is no verdict \"Splendid\"." : DeviceFilter.Words(query),
        MadeBy = "Ada",
        MadeAt = now.AddDays(-number),
    };

    public async Task<IReadOnlyList<SavedFilter>> FindAsync(Admin admin, CancellationToken stop)
    {
        await EnterAsync(stop);
        return [.. Filters];
    }

    public Task<Outcome<Guid>> SaveAsync(Admin admin, string name, DeviceQuery query, CancellationToken stop) => CommandAsync<Guid>(() =>
    {
        Filters.Add(Filter(Filters.Count + 1, name, query, time.GetUtcNow()));
        return Filters[^1].Id;
    }, stop);

    public Task<Outcome<Done>> RenameAsync(Admin admin, Guid filterId, string name, CancellationToken stop) => CommandAsync<Done>(() =>
    {
        var place = Filters.FindIndex(f => f.Id == filterId);
        Filters[place] = Filters[place] with { Name = name };
        return default(Done);
    }, stop);

    public Task<Outcome<Done>> DeleteAsync(Admin admin, Guid filterId, CancellationToken stop) => CommandAsync<Done>(() =>
    {
        Filters.RemoveAll(f => f.Id == filterId);
        return default(Done);
    }, stop);
}
