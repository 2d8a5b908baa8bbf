using AutopilotReset.Faults.Harness;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Testing.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Faults.Runs;

/// <summary>R17: another process holds SQLite's write lock for a long time while answers come in. None of them is lost.</summary>
internal static class BusyDatabase
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<FaultReport> RunAsync(Size size)
    {
        // SQLite's driver gives up after 30 s: what is held shorter proves nothing.
        var (times, devices, held) = size switch { Size.Test => (1, 40, 34), Size.Quick => (1, 80, 60), _ => (5, 400, 60) };
        await using var stage = await Stage.SetAsync(new StageOptions(devices));
        await using var console = await stage.StartConsoleAsync();
        using (var ada = await Person.SignInAsync(stage.Console, "ada"))
        {
            // Slow enough that some are on the wire when the lock is taken.
            await stage.FaultAsync(new { method = "POST", path = "*/wipe", when = "after", delaySeconds = 1.5 });
            await stage.ConfirmAsync(ada, devices);
        }

        for (var time = 1; time <= times; time++)
        {
            var enough = devices * time / (times + 2);
            await Stage.UntilAsync(async () => (await stage.LogAsync()).Orders.Count >= enough, "a part is sent", Patience);
            await HoldAsync(stage, TimeSpan.FromSeconds(held));
        }

        await stage.NoFaultsAsync();

        // With every test run only what was on the wire is waited for: what could not be read meanwhile rests for half a minute of the wall's clock.
        await Stage.UntilAsync(async () => await stage.AskAsync(db => db.Requests.CountAsync(r => r.State == DeviceState.Sending || (size != Size.Test && r.State == DeviceState.Planned))) == 0,
            "everything is sent", Patience);
        console.Send(ProcessSignal.Terminate);
        await console.ExitAsync(Patience);

        var lost = await stage.AskAsync(db => db.AuditEntries.CountAsync(e => e.Type == "request.answer-lost"));
        return FaultReport.Of("R17", $"the database's write lock held by another process for {held} s", times, await stage.JudgeAsync(),
            lost == 0 ? [] : [$"{lost} answers that came back were lost: their devices became Unknown."], ("devices", devices), ("answersLost", lost));
    }

    private static async Task HoldAsync(Stage stage, TimeSpan time)
    {
        await using var connection = new SqliteConnection($"Data Source={stage.DatabaseFile};Pooling=False");
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction(deferred: false);
        await Task.Delay(time, TimeProvider.System);
    }
}
