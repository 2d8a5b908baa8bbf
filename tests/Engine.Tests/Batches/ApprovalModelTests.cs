using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

/// <summary>
/// Approve, reject, withdraw, cancel, pause, resume, take over and the clock in any order and by anybody, one after the other and at the same moment: after every step the gate
/// says what a model of a few lines says, and of what happens at once one order is the one that was.
/// </summary>
public sealed class ApprovalModelTests
{
    private static readonly Admin[] Admins = [People.Operator, People.Named("sven", AccessLevel.Operator), People.Named("tove", AccessLevel.Operator)];

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Enum<Act>(), Gen.Int[0, Admins.Length - 1], (act, who) => new Step(act, who));

    public enum Act
    {
        Approve,
        Reject,
        Withdraw,
        Cancel,
        Pause,
        Resume,
        TakeOver,
        HalfADayPasses,
    }

    /// <summary>Where there is no database to test on, the test is skipped; inside a sample that would be a counterexample.</summary>
    public ApprovalModelTests() => Rig().DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Fact]
    public Task Steps_OneAfterTheOther_AsTheModel() => Steps.Array[1, 12].SampleAsync(
        async steps =>
        {
            await using var rig = Rig();
            var (batch, model) = (await ConfirmAsync(rig), new Model());
            foreach (var step in steps)
            {
                var done = await DoAsync(rig, batch, step);
                (var expected, model) = model.After(step);
                Assert.Equal((step, expected), (step, done));
                Assert.Equal((step, model.MaySend), (step, await MaySendAsync(rig, batch)));
            }
        },
        iter: 60, threads: 1);

    [Fact]
    public Task TwoSteps_AtTheSameMoment_HaveOneWinner() => Gen.Select(Steps.Array[0, 4], Steps, Steps).SampleAsync(
        async (before, one, two) =>
        {
            await using var rig = Rig();
            var (batch, model) = (await ConfirmAsync(rig), new Model());
            foreach (var step in before)
            {
                await DoAsync(rig, batch, step);
                model = model.After(step).Next;
            }

            var done = await Task.WhenAll(Task.Run(() => DoAsync(rig, batch, one)), Task.Run(() => DoAsync(rig, batch, two)));
            var maySend = await MaySendAsync(rig, batch);

            var (first, then) = (model.After(one), model.After(one).Next.After(two));
            var (second, after) = (model.After(two), model.After(two).Next.After(one));
            Assert.Contains((done[0], done[1], maySend), new[] { (first.Done, then.Done, then.Next.MaySend), (after.Done, second.Done, after.Next.MaySend) });
        },
        iter: 80, threads: 1);

    private static DeskRig Rig()
    {
        // Half a day may pass in the middle of a command here: how old a sign-in may be is another test's.
        var rig = new DeskRig(new Dictionary<string, string?>
        {
            ["Guards:ApprovalAboveDevices"] = "0",
            ["Guards:ApprovalSignInMinutes"] = "0",
            ["Guards:ConfirmationValidHours"] = "168",
        });
        foreach (var admin in Admins)
            rig.Entra.Grant(admin);
        return rig;
    }

    private static Task<Guid> ConfirmAsync(DeskRig rig) => rig.BatchAsync(1, 2);

    private static async Task<bool> DoAsync(DeskRig rig, Guid batch, Step step)
    {
        var (desk, admin) = (rig.Desk, Admins[step.Who]);
        switch (step.Act)
        {
            case Act.Approve:
                var hash = await rig.Console.ReadAsync(db => db.Batches.Select(b => b.FrozenHash).SingleAsync());
                return !(await desk.ApproveAsync(admin, new Approving(batch, hash, "2"), default)).IsRefused;
            case Act.Reject:
                return !(await desk.RejectAsync(admin, batch, DeskRig.Because, default)).IsRefused;
            case Act.Withdraw:
                return !(await desk.WithdrawApprovalAsync(admin, batch, DeskRig.Because, default)).IsRefused;
            case Act.Cancel:
                return !(await desk.CancelUnsentAsync(admin, batch, DeskRig.Because, default)).IsRefused;
            case Act.Pause:
                return !(await desk.PauseAsync(admin, batch, DeskRig.Because, default)).IsRefused;
            case Act.Resume:
                return !(await desk.ResumeAsync(admin, batch, default)).IsRefused;
            case Act.TakeOver:
                return !(await desk.TakeOverAsync(admin, batch, default)).IsRefused;
            default:
                rig.Time.Advance(TimeSpan.FromHours(12.5));
                return true;
        }
    }

    private static Task<bool> MaySendAsync(DeskRig rig, Guid batch) => rig.Console.ReadAsync(async db =>
        await rig.Get<GuardGate>().MaySendAsync(db, await db.Batches.SingleAsync(b => b.Id == batch), null, rig.Now, default) is null);

    public sealed record Step(Act Act, int Who);

    /// <summary>What is meant: confirmed by the first admin, sent as <paramref name="Sender"/>.</summary>
    /// <param name="Approver"><c>null</c>: nobody.</param>
    /// <param name="Halves">Half days since the approval; it stands through one.</param>
    private sealed record Model(int Sender = 0, int? Approver = null, int Halves = 0, bool Paused = false, bool Over = false)
    {
        public bool MaySend => !Over && !Paused && Stands;

        private bool Stands => Approver is not null && Halves < 2;

        public (bool Done, Model Next) After(Step step) => step switch
        {
            { Act: Act.HalfADayPasses } => (true, this with { Halves = Halves + 1 }),
            _ when Over => (false, this),
            { Act: Act.Approve, Who: var who } => who == 0 || who == Sender || Stands ? (false, this) : (true, this with { Approver = who, Halves = 0 }),
            { Act: Act.Reject or Act.Cancel } => (true, this with { Over = true }),
            { Act: Act.Withdraw } => Approver is null ? (false, this) : (true, this with { Approver = null, Paused = true }),
            { Act: Act.Pause } => Paused ? (false, this) : (true, this with { Paused = true }),
            { Act: Act.Resume } => Paused ? (true, this with { Paused = false }) : (false, this),
            { Act: Act.TakeOver, Who: var who } => (true, this with { Sender = who, Approver = null }),
            _ => throw new InvalidOperationException($"{step}"),
        };
    }
}
