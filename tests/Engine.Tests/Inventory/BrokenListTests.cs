using System.Net;
using System.Text.Json.Nodes;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Store;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Inventory;

/// <summary>faults.md R19: lists that are cut off, loop, repeat or change while they are read.</summary>
public sealed class BrokenListTests : IDisposable
{
    private readonly SyncBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Run_PageCutOff_KeepsTheOlderInventoryAndSaysSo()
    {
        await FullReadAsync();
        _bench.Server.AddWhole(7);
        _bench.Server.Instead = uri => IsSecondPageOf(uri, "devices") ? Truncated() : null;

        await Assert.ThrowsAsync<PageFaultException>(() => _bench.RunAsync());

        await AssertUnchangedAsync("incomplete");
    }

    [Fact]
    public async Task Run_AfterCutOffPage_ResumesWhereItStopped()
    {
        await FullReadAsync();
        _bench.Server.AddWhole(7);
        _bench.Server.Instead = uri => IsSecondPageOf(uri, "devices") ? Truncated() : null;
        await Assert.ThrowsAsync<PageFaultException>(() => _bench.RunAsync());
        _bench.Server.Instead = null;
        _bench.Server.Asked.Clear();

        await _bench.RunAsync();

        Assert.DoesNotContain(_bench.Server.Asked, u => u.AbsolutePath.EndsWith("managedDevices", StringComparison.Ordinal));
        Assert.Equal(2, PageServer.Skip(_bench.Server.Asked[0]));
        Assert.Equal(5, (await _bench.ShownAsync()).Count);
        Assert.Null((await _bench.ReaderAsync())!.LastError);
    }

    /// <summary>Intune's list is being indexed when Entra's fails at once: an index still being written would meet the next sync, which resumes the same run.</summary>
    [Fact]
    public async Task Run_FaultWhileTheIndexIsWritten_EndsAfterTheIndex()
    {
        _bench.Server.AddWhole(1, 2);
        _bench.Server.Instead = uri => uri.AbsolutePath.EndsWith("/devices", StringComparison.Ordinal) ? PageServer.Answer(HttpStatusCode.Forbidden, "{}") : null;

        await Assert.ThrowsAsync<PageFaultException>(() => _bench.RunAsync());

        // All of so few devices' trigrams are one transaction, and the last that the index writes.
        Assert.NotEqual(0, await _bench.Database.Console.ReadAsync(db => db.Set<InventoryGram>().CountAsync()));
        _bench.Server.Instead = null;
        await _bench.RunAsync();
        Assert.Equal(2, (await _bench.ShownAsync()).Count);
        Assert.Equal(1, (await _bench.ReaderAsync())!.CurrentRun);
    }

    [Fact]
    public async Task Run_ResumedLinkRefused_ReadsThatListAnew()
    {
        _bench.Server.AddWhole(1, 2, 3, 4);
        _bench.Server.Instead = uri => IsSecondPageOf(uri, "managedDevices") ? PageServer.Answer(HttpStatusCode.InternalServerError, "{}") : null;
        await Assert.ThrowsAsync<PageFaultException>(() => _bench.RunAsync());
        Assert.Single(await _bench.Store.PagesAsync(1, SourceKind.Intune));
        var refusals = 0;
        _bench.Server.Instead = uri => IsSecondPageOf(uri, "managedDevices") && refusals++ == 0 ? PageServer.Answer(HttpStatusCode.BadRequest, """{"error":{"code":"BadRequest","message":"skiptoken expired"}}""") : null;

        await _bench.RunAsync();

        Assert.Equal(4, (await _bench.ShownAsync()).Count);
        Assert.Null((await _bench.ReaderAsync())!.LastError);
    }

    [Fact]
    public async Task Run_LoopingLinks_StopsAndDiscards()
    {
        await FullReadAsync();
        _bench.Server.Spoil = (uri, page) =>
        {
            if (IsSecondPageOf(uri, "managedDevices"))
                page["@odata.nextLink"] = uri.AbsoluteUri;
        };

        await Assert.ThrowsAsync<PageFaultException>(() => _bench.RunAsync());

        await AssertUnchangedAsync("leads back");
    }

    [Fact]
    public async Task Run_EndlessRepetitionUnderNewLinks_StopsAndDiscards()
    {
        await FullReadAsync();
        var n = 0;
        _bench.Server.Spoil = (uri, page) =>
        {
            page["@odata.nextLink"] = $"https://graph.microsoft.com{uri.AbsolutePath}?$skiptoken=x{n++}";
        };

        await Assert.ThrowsAsync<PageFaultException>(() => _bench.RunAsync());

        await AssertUnchangedAsync("came twice");
        Assert.True(n < 10);
    }

    [Fact]
    public async Task Run_ListMovedWhileRead_CallsNothingMissing()
    {
        _bench.Server.AddWhole(1, 2, 3, 4);
        await _bench.RunAsync();
        _bench.Server.Spoil = (uri, page) =>
        {
            // One device slipped onto the next page, so that it comes twice and another is never seen.
            if (IsSecondPageOf(uri, "managedDevices"))
                page["value"]!.AsArray()[0] = Devices.Intune(1);
        };
        _bench.Server.Entra.RemoveAt(2);
        _bench.Server.Autopilot.RemoveAt(2);

        await _bench.RunAsync();

        var shown = await _bench.ShownAsync();
        Assert.Equal(4, shown.Count);
        Assert.DoesNotContain(shown.Values, d => d.Flags.Missing);
        Assert.Contains("came twice", (await _bench.ReaderAsync())!.LastError);
    }

    [Theory]
    [InlineData("https://graph.microsoft.com.evil.example/beta/x")]
    [InlineData("http://graph.microsoft.com/beta/x")]
    [InlineData("https://graph.microsoft.com:8443/beta/x")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("no address")]
    public async Task Run_LinkLeavesGraph_IsNotFollowed(string link)
    {
        await FullReadAsync();
        _bench.Server.Asked.Clear();
        _bench.Server.Spoil = (_, page) => page["@odata.nextLink"] = link;

        await Assert.ThrowsAsync<PageFaultException>(() => _bench.RunAsync());

        await AssertUnchangedAsync("was not followed");
        Assert.All(_bench.Server.Asked, u => Assert.Equal("graph.microsoft.com", u.Authority));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"value":null}""")]
    [InlineData("""{"value":[{"deviceName":"no id"}]}""")]
    [InlineData("""{"value":[1]}""")]
    public async Task Run_AnswerThatIsNoList_IsNeverReadAsEmpty(string body)
    {
        await FullReadAsync();
        _bench.Server.Instead = uri => uri.AbsolutePath.EndsWith("managedDevices", StringComparison.Ordinal) ? PageServer.Answer(HttpStatusCode.OK, body) : null;

        await Assert.ThrowsAsync<PageFaultException>(() => _bench.RunAsync());

        await AssertUnchangedAsync("incomplete");
    }

    [Fact]
    public async Task Run_TooManyRequests_WaitsAsLongAsGraphSays()
    {
        _bench.Server.AddWhole(1);
        var refused = new TaskCompletionSource();
        _bench.Server.Instead = _ =>
        {
            if (refused.Task.IsCompleted)
                return null;
            var answer = PageServer.Answer(HttpStatusCode.TooManyRequests, "{}");
            answer.Headers.TryAddWithoutValidation("Retry-After", "2.128");
            refused.TrySetResult();
            return answer;
        };

        var run = _bench.RunAsync();
        await refused.Task;
        Assert.Single(_bench.Server.Asked);
        while (!run.IsCompleted)
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(2.2));
            await Task.Yield();
        }

        await run;
        Assert.Single(await _bench.ShownAsync());
    }

    private static HttpResponseMessage Truncated()
    {
        var whole = new JsonObject { ["value"] = new JsonArray(Devices.Entra(50), Devices.Entra(51)) }.ToJsonString();
        return PageServer.Answer(HttpStatusCode.OK, whole[..(whole.Length / 2)]);
    }

    private static bool IsSecondPageOf(Uri uri, string list) => uri.AbsolutePath.EndsWith("/" + list, StringComparison.Ordinal) && PageServer.Skip(uri) == 2;

    private async Task FullReadAsync()
    {
        _bench.Server.AddWhole(1, 2, 3, 4);
        await _bench.RunAsync();
    }

    private async Task AssertUnchangedAsync(string why)
    {
        var shown = await _bench.ShownAsync();
        Assert.Equal(4, shown.Count);
        Assert.DoesNotContain(shown.Values, d => d.Flags.Missing);
        Assert.Contains(why, (await _bench.ReaderAsync())!.LastError);
    }
}
