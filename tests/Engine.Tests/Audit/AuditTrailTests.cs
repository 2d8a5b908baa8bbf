using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Tests.Audit;

public sealed class AuditTrailTests : IDisposable
{
    private static readonly Guid Batch = Guid.Parse("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Request = Guid.Parse("00000000-0000-7000-8000-000000000002");

    private readonly ChainRig _rig = new();

    public AuditTrailTests()
    {
        var olga = People.Operator.Account();
        var otto = People.Named("otto", AccessLevel.Operator).Account();
        AppendAsync(new("batch.confirmed", olga, "Confirmed 100% of_it.") { BatchId = Batch }).GetAwaiter().GetResult();
        AppendAsync(new("request.planned", olga, "Planned.", new Dictionary<string, string?> { ["note"] = "Müller\\x" })
        { BatchId = Batch, RequestId = Request, ManagedDeviceId = Devices.ManagedId(1), EntraDeviceId = Devices.EntraId(1), DeviceName = "PC-0001", Serial = "5CG77" }).GetAwaiter().GetResult();
        AppendAsync(new("guard.kill-switch-on", otto, "Stop.")).GetAwaiter().GetResult();
        AppendAsync(new("evidence.seen", null, "Checked in.") { RequestId = Request, ManagedDeviceId = Devices.ManagedId(1) }).GetAwaiter().GetResult();
    }

    public static TheoryData<string, long[]> Queries { get; } = new()
    {
        { "all", [4, 3, 2, 1] },
        { "actor by name", [3] },
        { "actor by id", [2, 1] },
        { "actor substring", [3] },
        { "device by Intune id", [4, 2] },
        { "device by Entra id", [2] },
        { "batch", [2, 1] },
        { "request", [4, 2] },
        { "type prefix", [4] },
        { "type prefix is no wildcard", [] },
        { "text of the sentence", [1] },
        { "text is no wildcard", [1] },
        { "text of the subject", [2] },
        { "text of the payload", [2] },
        { "text of the actor", [3] },
        { "text of the type", [3] },
        { "text nowhere", [] },
        { "from", [4, 3] },
        { "to", [2, 1] },
        { "both ends", [2] },
        { "several", [2] },
    };

    public void Dispose() => _rig.Dispose();

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Find_Filter_GivesTheMatchingNewestFirst(string which, long[] expected)
    {
        var start = new DateTimeOffset(2026, 6, 12, 9, 0, 0, TimeSpan.Zero);
        var query = which switch
        {
            "all" => new AuditQuery(),
            "actor by name" => new AuditQuery { Actor = "OTTO" },
            "actor by id" => new AuditQuery { Actor = "olga-oid" },
            "actor substring" => new AuditQuery { Actor = "tt" },
            "device by Intune id" => new AuditQuery { DeviceId = Devices.ManagedId(1).ToUpperInvariant() },
            "device by Entra id" => new AuditQuery { DeviceId = Devices.EntraId(1) },
            "batch" => new AuditQuery { BatchId = Batch },
            "request" => new AuditQuery { RequestId = Request },
            "type prefix" => new AuditQuery { TypePrefix = "evidence." },
            "type prefix is no wildcard" => new AuditQuery { TypePrefix = "%" },
            "text of the sentence" => new AuditQuery { Text = "CONFIRMED 100" },
            "text is no wildcard" => new AuditQuery { Text = "100% of_it" },
            "text of the subject" => new AuditQuery { Text = "5cg77" },
            "text of the payload" => new AuditQuery { Text = "müller\\x" },
            "text of the actor" => new AuditQuery { Text = "otto" },
            "text of the type" => new AuditQuery { Text = "kill-switch" },
            "text nowhere" => new AuditQuery { Text = "schemaVersion" },
            "from" => new AuditQuery { From = start.AddMinutes(2) },
            "to" => new AuditQuery { To = start.AddMinutes(2) },
            "both ends" => new AuditQuery { From = start.AddMinutes(1), To = start.AddMinutes(2) },
            _ => new AuditQuery { BatchId = Batch, Actor = "olga", Text = "planned" },
        };

        var page = await _rig.Trail.FindAsync(People.Auditor, query, 0, 10, default);

        Assert.Equal(expected, page.Rows.Select(r => r.Seq));
        Assert.Equal(expected.Length, page.Total);
    }

    [Fact]
    public async Task Find_Page_HasTheTotalAndTheRowsContent()
    {
        var page = await _rig.Trail.FindAsync(People.Auditor, new AuditQuery(), 2, 1, default);

        Assert.Equal(4, page.Total);
        var row = Assert.Single(page.Rows);
        Assert.Equal(
            (2, "request.planned", "olga-oid", "olga", "PC-0001", Devices.ManagedId(1), Batch, Request, "Planned."),
            (row.Seq, row.Type, row.ActorId, row.ActorName, row.DeviceName, row.DeviceId, row.BatchId, row.RequestId, row.Text));
        Assert.Equal("""{"note":"M\u00FCller\\x"}""", row.Payload);
        Assert.Equal(64, row.Hash.Length);
    }

    [Fact]
    public async Task Export_ManyPages_IsInTheOrderOfTheChainWithoutItsOwnEntryAndAudited()
    {
        await _rig.AppendAsync(Enumerable.Range(0, 1_100).Select(ChainRig.Draft));

        var rows = await ExportAsync(new AuditQuery());

        Assert.Equal(Enumerable.Range(1, 1_104).Select(i => (long)i), rows.Select(r => r.Seq));
        var audited = (await _rig.Trail.FindAsync(People.Auditor, new AuditQuery(), 0, 1, default)).Rows.Single();
        Assert.Equal((AuditEvents.AuditExported, 1_105, "aude-oid"), (audited.Type, audited.Seq, audited.ActorId));
    }

    [Fact]
    public async Task Export_Filtered_GivesOnlyWhatMatches() =>
        Assert.Equal([2, 4], (await ExportAsync(new AuditQuery { RequestId = Request })).Select(r => r.Seq));

    private async Task<List<AuditRow>> ExportAsync(AuditQuery query)
    {
        var rows = new List<AuditRow>();
        await foreach (var row in _rig.Trail.ExportAsync(People.Auditor, query, default))
            rows.Add(row);
        return rows;
    }

    private async Task AppendAsync(AuditDraft draft)
    {
        await _rig.AppendAsync(draft);
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
    }
}
