using AutopilotReset.Faults.Rehearsing;
using AutopilotReset.Simulator.Control;

namespace AutopilotReset.Faults.Runs;

/// <summary>R19: Graph's lists are cut off, lead back to themselves, or are no lists. The older inventory stays whole, and the page says that the newer is incomplete.</summary>
internal static class BrokenLists
{
    private const string Loop = """{"value":[],"@odata.nextLink":"https://graph.microsoft.com/v1.0/LIST?$skiptoken=again"}""";

    private static readonly string[] Lists = ["deviceManagement/managedDevices", "devices"];

    private static readonly (string What, string Body)[] Spoilt =
    [
        ("cut off", """{"value":[{"id":"0000"""),
        ("looping", Loop),
        ("no list", """{"message":"nothing to see"}"""),
        ("elsewhere", """{"value":[],"@odata.nextLink":"https://graph.example.org/v1.0/LIST?$skiptoken=1"}"""),
    ];

    public static async Task<FaultReport> RunAsync(Size size)
    {
        var devices = size switch { Size.Test => 20, Size.Quick => 200, _ => 3_000 };
        await using var rehearsal = await Rehearsal.BeginAsync(devices);
        await rehearsal.PassAsync(TimeSpan.FromMinutes(5), async () => (await rehearsal.Catalogue.StatusAsync(rehearsal.Ada, default)).LastFullRead is not null);
        var whole = await rehearsal.Catalogue.StatusAsync(rehearsal.Ada, default);
        List<string> broken = [];
        foreach (var list in Lists)
        {
            foreach (var (what, body) in Spoilt)
            {
                rehearsal.Tenant.Faults.Add(new Fault { Method = "GET", Path = "*/" + list, Status = 200, ContentType = "application/json", Body = body.Replace("LIST", list, StringComparison.Ordinal) });
                await SyncAsync(rehearsal);
                rehearsal.Tenant.Faults.Clear();
                var now = await rehearsal.Catalogue.StatusAsync(rehearsal.Ada, default);
                if (now.LastError is null || now.Devices != whole.Devices || now.LastFullRead != whole.LastFullRead)
                    broken.Add($"{list} {what}: {now.Devices} of {whole.Devices} devices, full read {now.LastFullRead:T}, \"{now.LastError}\".");
            }
        }

        await SyncAsync(rehearsal);
        if (await rehearsal.Catalogue.StatusAsync(rehearsal.Ada, default) is var mended && (mended.LastError is not null || mended.Devices != whole.Devices))
            broken.Add($"Mended, it reads {mended.Devices} of {whole.Devices} devices: {mended.LastError}");
        return FaultReport.Of("R19", "lists cut off, looping, leading elsewhere, and no lists", Lists.Length * Spoilt.Length, await rehearsal.JudgeAsync(), broken, ("devices", whole.Devices));
    }

    private static async Task SyncAsync(Rehearsal rehearsal)
    {
        // One of its own may be running: it began before the lists were spoilt or mended, and another is asked for when it is through.
        while ((await rehearsal.Catalogue.StartSyncAsync(rehearsal.Ada, default)).Refused is { } refused)
        {
            if (refused.Code != "sync-running")
                throw new InvalidOperationException($"{refused.Code}: {refused.Message}");
            await rehearsal.PassAsync(TimeSpan.FromSeconds(1));
        }

        await rehearsal.PassAsync(TimeSpan.FromHours(1), async () => !(await rehearsal.Catalogue.StatusAsync(rehearsal.Ada, default)).Running, TimeSpan.FromSeconds(1));
    }
}
