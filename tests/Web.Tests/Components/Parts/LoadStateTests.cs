using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Tests.Testing;
using Bunit;

namespace AutopilotReset.Web.Tests.Components.Parts;

public sealed class LoadStateTests : PageTest
{
    private readonly Queue<Func<CancellationToken, Task<string?>>> _answers = new();

    [Fact]
    public void Load_StillReading_SaysWhatIsRead()
    {
        var never = new TaskCompletionSource<string?>();
        var part = Show(_ => never.Task);

        Assert.Equal("Reading things…", part.Text("[role=status]"));
    }

    [Fact]
    public void Load_Fault_ShowsItAndTryAgainReads()
    {
        var part = Show(_ => throw new InvalidOperationException("The database is away."), _ => Task.FromResult<string?>("ten rows"));
        Assert.Contains("Could not read things.", part.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Contains("The database is away.", part.Text("[role=alert]"), StringComparison.Ordinal);

        part.Button("Try again").Click();

        Assert.Empty(part.FindAll("[role=alert]"));
        Assert.Equal("ten rows", part.Text("b"));
    }

    [Fact]
    public async Task Reload_Fault_KeepsTheDataAndSaysThatItIsOld()
    {
        var part = Show(_ => Task.FromResult<string?>("ten rows"), _ => throw new InvalidOperationException("Gone."));

        await part.InvokeAsync(part.Instance.ReloadAsync);

        Assert.Equal("ten rows", part.Text("b"));
        Assert.Contains("may be out of date", part.Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Load_NothingThere_ShowsTheNextStep(string? value)
    {
        var part = Show(_ => Task.FromResult(value));

        Assert.Equal("Read it now", part.Text(".empty"));
    }

    [Fact]
    public async Task Reload_WhileAnOlderReadIsUnderWay_ShowsTheNewerOnly()
    {
        var older = new TaskCompletionSource<string?>();
        var part = Show(_ => older.Task, _ => Task.FromResult<string?>("newer"));

        await part.InvokeAsync(part.Instance.ReloadAsync);
        older.SetResult("older");

        Assert.Equal("newer", part.Text("b"));
    }

    [Fact]
    public void For_Changed_DropsTheOldValueAndReadsAnew()
    {
        var second = new TaskCompletionSource<string?>();
        var part = Show(_ => Task.FromResult<string?>("of one"), _ => second.Task);

        part.Render(p => p.Add(x => x.For, "two"));

        Assert.Empty(part.FindAll("b"));
        Assert.Equal("Reading things…", part.Text("[role=status]"));
    }

    private IRenderedComponent<LoadState<string>> Show(params Func<CancellationToken, Task<string?>>[] answers)
    {
        foreach (var answer in answers)
            _answers.Enqueue(answer);
        return Render<LoadState<string>>(p => p
            .Add(x => x.What, "things")
            .Add(x => x.For, "one")
            .Add(x => x.Load, stop => _answers.Dequeue()(stop))
            .Add(x => x.IsEmpty, value => value.Length == 0)
            .Add(x => x.Empty, "Read it now")
            .Add(x => x.ChildContent, value => $"<b>{value}</b>"));
    }
}
