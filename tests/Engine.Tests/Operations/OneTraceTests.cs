using AutopilotReset.Shared.Resets;
using AutopilotReset.Testing.Telemetry;

namespace AutopilotReset.Engine.Tests.Operations;

/// <summary>What a collector is sent about one device, from its confirmation to the proof.</summary>
public sealed class OneTraceTests : IAsyncLifetime
{
    private Collector _collector = null!;

    public async ValueTask InitializeAsync() => _collector = await Collector.StartAsync();

    public ValueTask DisposeAsync() => _collector.DisposeAsync();

    [Fact]
    public async Task Reset_FromConfirmationToProof_IsOneTraceWhoseIdIsTheRequests()
    {
        await using var engine = await WholeEngine.StartAsync(("Telemetry:OtlpEndpoint", _collector.Address.ToString()));
        var batch = await engine.ConfirmAsync("NB-CLEAN-01");
        await engine.DispatchAsync(rounds: 4);

        // Another process follows it: nothing but the database carries the trace over.
        await engine.RestartAsync();
        await engine.FollowAsync(TimeSpan.FromHours(6));
        var request = Assert.Single(await engine.RequestsAsync());
        Assert.Equal(DeviceState.Completed, request.State);
        Assert.Equal(1, engine.Tenant.Orders.CountFor("NB-CLEAN-01"));
        await engine.RestartAsync();

        var trace = request.Id.ToString("N");
        var about = _collector.Spans.Where(s => s.TraceId == trace || s.Tags.Values.Contains(request.Id.ToString())).ToList();
        Assert.All(about, s => Assert.Equal(trace, s.TraceId));
        var ours = about.Where(s => s.Scope == "AutopilotReset").ToList();
        foreach (var name in (string[])["request.planned", "order.send", "request.sending", "order.post", "request.accepted", "order.look", "evidence.proven", "request.completed"])
            Assert.Contains(ours, s => s.Name == name);
        Assert.Single(ours, s => s.Name == "order.post");
        Assert.Equal("204", ours.Single(s => s.Name == "order.post").Tags["http.response.status_code"]);

        // Intent, POST and answer stand inside the send; what stands by itself has no parent that nobody ever wrote.
        var send = ours.Single(s => s.Name == "order.send");
        Assert.All(ours.Where(s => s.Name is "request.sending" or "order.post" or "request.accepted"), s => Assert.Equal(send.SpanId, s.ParentId));
        var known = about.Select(s => s.SpanId).Append("").ToHashSet();
        Assert.All(about, s => Assert.Contains(s.ParentId, known));

        // Each of its own spans leads to the batch's trace, which has the confirmation.
        Assert.All(ours.Where(s => s.Name != "order.post"), s => Assert.Equal([batch.ToString("N")], s.LinkedTraces));
        Assert.Contains(_collector.Spans, s => s.TraceId == batch.ToString("N") && s.Name == "batch.confirmed");
        Assert.Contains(_collector.Spans, s => s.TraceId == batch.ToString("N") && s.Name == "batch.finished");
    }

    [Fact]
    public async Task Reset_WhatLeaves_HoldsNoNamesAddressesOrTokens()
    {
        await using var engine = await WholeEngine.StartAsync(("Telemetry:OtlpEndpoint", _collector.Address.ToString()));
        await engine.ConfirmAsync("NB-CLEAN-01");
        await engine.DispatchAsync(rounds: 4);
        var device = (await engine.RequestsAsync())[0];
        var mine = device.Id.ToString("N");
        var user = engine.Tenant.Fleet.Find("NB-CLEAN-02")!.Intune!.PrimaryUserId!;
        await engine.RestartAsync();

        var spans = _collector.Spans.Where(s => s.TraceId == mine).ToList();
        Assert.Contains(spans, s => s.Tags.GetValueOrDefault("url.template")?.EndsWith("/v1.0/deviceManagement/managedDevices/{}/wipe", StringComparison.Ordinal) == true);
        Assert.All(spans, s => Assert.Equal(0, s.Events));
        foreach (var signal in (string[])["traces", "metrics"])
        {
            Assert.NotEmpty(_collector.Raw(signal));
            foreach (var secret in (string[])[device.Name, device.Serial!, device.ManagedDeviceId, device.EntraDeviceId, user, "Ada Lindgren", "ada@", "Bearer ", "eyJ", "$filter"])
                Assert.DoesNotContain(secret, _collector.Raw(signal), StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain("eyJ", _collector.Raw("logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_CollectorNotThere_IsSentAllTheSame()
    {
        await _collector.DisposeAsync();
        await using var engine = await WholeEngine.StartAsync(("Telemetry:OtlpEndpoint", "http://127.0.0.1:9"));
        await engine.ConfirmAsync("NB-CLEAN-01");
        await engine.DispatchAsync(rounds: 4);

        Assert.Equal(1, engine.Tenant.Orders.CountFor("NB-CLEAN-01"));
        Assert.Equal(DeviceState.Pending, Assert.Single(await engine.RequestsAsync()).State);
        _collector = await Collector.StartAsync();
    }
}
