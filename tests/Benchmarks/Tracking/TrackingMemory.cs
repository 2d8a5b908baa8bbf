using System.Globalization;
using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Engine.Audit;
using AutopilotReset.Simulator;

namespace AutopilotReset.Benchmarks.Tracking;

/// <summary>The engine alone in a process of its own, tracking orders of that many devices at the tenant that this process runs, on the real clock.</summary>
internal static class TrackingMemory
{
    private const int Seconds = 150;

    /// <returns>Peak resident memory of the engine's process, MiB.</returns>
    public static async Task<double> MeasureAsync(int devices, string folder)
    {
        var time = TimeProvider.System;
        await using var tenant = await PracticeTenant.StartAsync(new PracticeOptions { Devices = (int)(devices * 1.3) + 500, Speed = 1 }, time);
        var file = Path.Combine(folder, "memory.db");
        using (var bench = new BenchDatabase(file))
        {
            foreach (var statement in AuditSchema.Sqlite)
                bench.Execute(statement);
            await new PlayedFleet(PlayedSession.Ada(tenant), time.GetUtcNow(), devices, 0).SeedAsync(tenant.Fleet, bench.Console);
        }

        var authority = Path.Combine(folder, "authority.pem");
        await File.WriteAllTextAsync(authority, tenant.AuthorityPem);
        using var child = Child.Start(
            "tracking-child", "--port", Text(tenant.TlsPort), "--authority", authority, "--file", file, "--seconds", Text(Seconds));
        await child.StandardInput.WriteLineAsync(tenant.ApplicationAccessToken());
        var line = await child.StandardOutput.ReadLineAsync();
        await child.WaitForExitAsync();
        var pages = tenant.Requests.All.Count(r => r.Route == "GET v1.0 /deviceManagement/managedDevices");
        if (child.ExitCode != 0 || line is null || pages < devices / 1_000)
            throw new InvalidOperationException($"The engine's process ended with {child.ExitCode} after {pages} list pages.");
        return double.Parse(line, CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
