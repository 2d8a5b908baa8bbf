using System.Runtime.InteropServices;

namespace AutopilotReset.Simulator.Hosting;

/// <summary>The program: the tenant, then the console against it, until somebody ends them.</summary>
internal static class PracticeProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var line = CommandLine.Parse(args);
            if (line.ShowHelp)
            {
                await Console.Out.WriteLineAsync(CommandLine.Help);
                return 0;
            }
            return await RunAsync(line);
        }
        catch (PracticeException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> RunAsync(CommandLine line)
    {
        using var stop = new CancellationTokenSource();
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

        var console = line.NoConsole ? null : line.Console ?? ConsoleProcess.BesideThisProgram();
        if (console is not null && line.ConsolePort != 0) ConsoleProcess.EnsureFree(line.ConsolePort);
        await using var tenant = await PracticeTenant.StartAsync(line.ToOptions(), TimeProvider.System, stop.Token);
        tenant.Alarms.Raised = alarm => Console.Error.WriteLine($"ALARM {alarm.Kind}: {alarm.Text}");
        var address = new Uri($"http://localhost:{(line.ConsolePort == 0 ? ConsoleProcess.FreePort() : line.ConsolePort)}");
        var settings = ConsoleSettings.For(Path.GetFullPath(line.Data), tenant.ProxyAddress, address);
        await SettingsFile.WriteAsync(Path.GetFullPath(line.Data), tenant, settings, stop.Token);
        await Announcement.TenantAsync(tenant);
        return console is null ? await AloneAsync(stop.Token) : await WithConsoleAsync(console, settings, address, tenant, stop.Token);
    }

    private static async Task<int> AloneAsync(CancellationToken stop)
    {
        await Announcement.ReadyAsync(null);
        await StoppedAsync(stop);
        return 0;
    }

    private static async Task<int> WithConsoleAsync(string path, IReadOnlyDictionary<string, string> settings, Uri address, PracticeTenant tenant, CancellationToken stop)
    {
        await using var console = ConsoleProcess.Start(path, settings);
        try
        {
            await console.ReadyAsync(address, stop);
            await Announcement.PersonasAsync(tenant);
            await Announcement.ReadyAsync(address);
            var code = await console.EndedAsync(stop);
            await Console.Error.WriteLineAsync($"The console ended with code {code}.");
            return code == 0 ? 1 : code;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private static async Task StoppedAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }
        catch (OperationCanceledException)
        {
            // That is what was waited for.
        }
    }
}
