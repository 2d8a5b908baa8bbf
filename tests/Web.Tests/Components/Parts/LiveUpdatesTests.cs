using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Tests.Testing;
using Bunit;

namespace AutopilotReset.Web.Tests.Components.Parts;

public sealed class LiveUpdatesTests : PageTest
{
    private int _reads;

    [Fact]
    public void Change_Wanted_ReadsAgainAtMostTwiceASecond()
    {
        Show();

        for (var n = 0; n < 50; n++)
            Feed.Say(ChangeKind.Batch);
        Assert.Equal(1, _reads);
        Time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(2, _reads);
    }

    [Fact]
    public void Change_OfAnotherKind_ReadsNothing()
    {
        Show();

        Feed.Say(ChangeKind.Audit);
        Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(0, _reads);
    }

    [Fact]
    public async Task Dispose_PageGone_LeavesTheFeed()
    {
        Show();
        Assert.Equal(1, Feed.Subscribers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Feed.Subscribers);
    }

    private void Show() => Render<LiveUpdates>(p => p
        .Add(x => x.Wants, change => change.Kind == ChangeKind.Batch)
        .Add(x => x.Changed, () =>
        {
            _reads++;
            return Task.CompletedTask;
        }));
}
