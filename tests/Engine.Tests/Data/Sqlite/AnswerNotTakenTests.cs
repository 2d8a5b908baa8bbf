using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Data.Sqlite;

/// <summary>The POST was made and answered, and the database does not take the answer.</summary>
public class AnswerNotTakenTests
{
    [Fact]
    public async Task Step_DatabaseRefusesTheAnswer_IsRecordedOnceItTakesItAgain()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        await rig.DispatchAsync(rounds: 2);
        rig.Session.BeforeSend = () => rig.Database.Execute("CREATE TRIGGER Full BEFORE UPDATE ON Attempts BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        var dispatcher = rig.Node.GetRequiredService<Dispatcher>();
        await PracticeRig.UnderWayAsync(dispatcher.StepAsync(default), rig.PassAsync);
        await PracticeRig.UntilAsync(() => rig.Node.GetRequiredService<EngineHealth>().Rows.Any(r => r.Text.Contains("could not be recorded", StringComparison.Ordinal)));
        Assert.Equal((1, DeviceState.Sending), (rig.WipePosts, (await rig.OnlyRequestAsync()).State));

        rig.Database.Execute("DROP TRIGGER Full");
        await PracticeRig.SettleAsync(dispatcher.IdleAsync(), rig.PassAsync);

        Assert.Equal((1, DeviceState.Pending), (rig.WipePosts, (await rig.OnlyRequestAsync()).State));
    }
}
