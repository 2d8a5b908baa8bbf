using System.Diagnostics;
using AutopilotReset.Faults.Harness;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Testing.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>R16: the disk of the database fills up in the middle of a batch. Nothing is sent whose intent could not be committed, and it goes on when there is room.</summary>
internal static class FullDisk
{
    private const int Megabytes = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Why it cannot be run here; <c>null</c> when it can.</summary>
    public static string? Unavailable => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && TryMount() ? null : "A small disk of its own can be mounted only by root on Linux.";

    public static async Task<FaultReport> RunAsync(Size size)
    {
        if (Unavailable is { } why)
            throw new InvalidOperationException(why);
        var (times, devices) = size switch { Size.Test => (1, 60), Size.Quick => (2, 120), _ => (10, 400) };
        var disk = Directory.CreateTempSubdirectory("small-disk-").FullName;
        Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=700", "tmpfs", disk);
        try
        {
            return await RunAsync(times, devices, disk);
        }
        finally
        {
            Run("umount", "-l", disk);
            Directory.Delete(disk);
        }
    }

    private static async Task<FaultReport> RunAsync(int times, int devices, string disk)
    {
        await using var stage = await Stage.SetAsync(new StageOptions(devices, DatabaseFolder: disk));
        await using var console = await stage.StartConsoleAsync();
        using (var ada = await Person.SignInAsync(stage.Console, "ada"))
            await stage.ConfirmAsync(ada, devices);
        var refused = 0;
        for (var time = 1; time <= times; time++)
        {
            var enough = devices * time / (times + 2);
            await Stage.UntilAsync(async () => (await stage.LogAsync()).Posts.Count >= enough, "a part is sent", Patience);
            var filler = Fill(disk);
            await Stage.UntilAsync(() => Task.FromResult(Refusals(console) > refused), "a commit fails for want of room", Patience);
            refused = Refusals(console);
            File.Delete(filler);
        }

        await Stage.UntilAsync(async () => await stage.AskAsync(db => db.Requests.CountAsync(r => r.State == DeviceState.Planned || r.State == DeviceState.Sending)) == 0, "everything is sent", Patience);
        console.Send(ProcessSignal.Terminate);
        await console.ExitAsync(Patience);
        return FaultReport.Of("R16", $"the database's disk of {Megabytes} MiB filled to its last byte", times, await stage.JudgeAsync(), [], ("devices", devices), ("commitsRefused", refused));
    }

    /// <summary>Commits that SQLite refused for want of room, as the console's log has them. What still fits into the log's own file is committed, and sent.</summary>
    private static int Refusals(ChildProcess console) => console.Output.Split("disk is full", StringSplitOptions.None).Length - 1;

    private static string Fill(string disk)
    {
        var name = Path.Combine(disk, "filler");
        using var file = new FileStream(name, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var piece in new[] { 1 << 16, 1 << 12 })
        {
            var bytes = new byte[piece];
            try
            {
                while (true)
                    file.Write(bytes);
            }
            catch (IOException)
            {
                // Full, down to this size of piece.
            }
        }

        return name;
    }

    private static bool TryMount()
    {
        var probe = Directory.CreateTempSubdirectory("mount-probe-").FullName;
        try
        {
            Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", probe);
            Run("umount", "-l", probe);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            Directory.Delete(probe);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {said}");
    }
}
