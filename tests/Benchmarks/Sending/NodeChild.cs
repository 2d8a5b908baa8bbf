using System.Diagnostics;
using System.Text.Json;
using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Engine.Dispatch;

namespace AutopilotReset.Benchmarks.Sending;

/// <summary>A further node: the sending engine in a process of its own, on the same database, until its input ends.</summary>
internal static class NodeChild
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync()
    {
        var start = JsonSerializer.Deserialize<NodeStart>(await System.Console.In.ReadLineAsync() ?? "")!;
        using var wire = new TenantWire(start.Offer);
        await using var engine = new SendingEngine(wire, start.Settings, start.Limit, start.Factor);
        await engine.StartAsync();
        System.Console.WriteLine("started");
        while (await System.Console.In.ReadLineAsync() is not null)
        {
        }

        await engine.StopAsync();
        return 0;
    }

    /// <summary>Starts one, and waits until it runs.</summary>
    public static async Task<Process> StartAsync(NodeStart start)
    {
        var process = Child.Start("node");
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(start with { Offer = start.Offer with { Devices = [] } }));
        await process.StandardInput.FlushAsync();
        return await process.StandardOutput.ReadLineAsync() == "started" ? process : throw new InvalidOperationException("The other node did not start.");
    }

    public static void Stop(Process process)
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
            process.Kill();
        process.Dispose();
    }
}

/// <summary>What a further node needs.</summary>
internal sealed record NodeStart(TenantOffer Offer, Dictionary<string, string?> Settings, SendLimit Limit, int Factor);
