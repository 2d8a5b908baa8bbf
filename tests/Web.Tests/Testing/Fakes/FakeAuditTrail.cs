using System.Runtime.CompilerServices;

namespace AutopilotReset.Web.Tests.Testing.Fakes;

internal sealed class FakeAuditTrail(TimeProvider time) : FakeDoor, IAuditTrail
{
    public List<AuditRow> Rows { get; } = [.. Enumerable.Range(1, 40).Select(n => Row(n, time.GetUtcNow()))];

    public List<AuditQuery> Queries { get; } = [];

    public ChainReport Report { get; set; } = new(40, null, null, new string('a', 64), time.GetUtcNow());

    public async Task<AuditPage> FindAsync(Admin admin, AuditQuery query, int skip, int take, CancellationToken stop)
    {
        await EnterAsync(stop);
        Queries.Add(query);
        var found = Match(query).OrderByDescending(r => r.Seq).ToList();
        return new AuditPage([.. found.Skip(skip).Take(take)], found.Count);
    }

    public async IAsyncEnumerable<AuditRow> ExportAsync(Admin admin, AuditQuery query, [EnumeratorCancellation] CancellationToken stop)
    {
        await EnterAsync(stop);
        foreach (var row in Match(query).OrderBy(r => r.Seq))
            yield return row;
    }

    public async Task<ChainReport> VerifyAsync(Admin admin, IProgress<int>? progress, CancellationToken stop)
    {
        await EnterAsync(stop);
        progress?.Report(Rows.Count);
        return Report;
    }

    public static AuditRow Row(int n, DateTimeOffset now) => new(
        n, now.AddMinutes(n - 200), n % 4 == 0 ? "order.accepted" : "order.intent", n % 3 == 0 ? "system" : People.Operator.ObjectId,
        n % 3 == 0 ? "system" : People.Operator.Name, n % 7 == 0 ? FakeFleet.HostileName : $"LT-{n:00000}", FakeFleet.Key(n)[2..],
        FakeOrders.BatchId(1), FakeOrders.RequestId(n), n % 4 == 0 ? "Intune took the order." : "About to send an Autopilot Reset.",
        $$"""{"attempt":1,"device":"LT-{{n:00000}}"}""", $"{n:x64}");

    private IEnumerable<AuditRow> Match(AuditQuery query) => Rows.Where(r =>
        (query.Text is null || $"{r.Type}\n{r.ActorName}\n{r.DeviceName}\n{r.Text}\n{r.Payload}".Contains(query.Text, StringComparison.OrdinalIgnoreCase))
        && (query.Actor is null || r.ActorName.Contains(query.Actor, StringComparison.OrdinalIgnoreCase) || r.ActorId == query.Actor)
        && (query.DeviceId is null || r.DeviceId == query.DeviceId)
        && (query.BatchId is null || r.BatchId == query.BatchId)
        && (query.RequestId is null || r.RequestId == query.RequestId)
        && (query.TypePrefix is null || r.Type.StartsWith(query.TypePrefix, StringComparison.Ordinal))
        && (query.From is null || r.At >= query.From)
        && (query.To is null || r.At < query.To));
}
