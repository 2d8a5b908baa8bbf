using AutopilotReset.Simulator.Control;

namespace AutopilotReset.Tests.Simulator.Control;

public class FaultTests
{
    [Fact]
    public async Task Fault_After_AcceptsTheOrderAndAnswersOtherwise()
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Practice.Faults.Add(new Fault { Method = "POST", Path = "*/wipe", When = FaultMoment.After, Status = 429, RetryAfter = 5, Times = 1 });
        var (status, _, response) = await tenant.OrderAsync("NB-CLEAN-01");
        Assert.Equal(429, status);
        Assert.Equal("5", response.Headers.GetValues("Retry-After").Single());
        Assert.Equal(429, Assert.Single(tenant.Practice.Orders.All).AnsweredStatus);
        Assert.Equal(204, (await tenant.OrderAsync("NB-CLEAN-02")).Status);
    }

    [Fact]
    public async Task Fault_Before_RefusesTheOrder()
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Practice.Faults.Add(new Fault { Path = "*/wipe", Status = 503, Persona = "ada" });
        Assert.Equal(503, (await tenant.OrderAsync("NB-CLEAN-01")).Status);
        Assert.Empty(tenant.Practice.Orders.All);
        Assert.Equal(204, (await tenant.OrderAsync("NB-CLEAN-01", token: tenant.Practice.AccessTokenFor("bo"))).Status);
    }

    [Theory]
    [InlineData(FaultMoment.Before, 0)]
    [InlineData(FaultMoment.After, 1)]
    public async Task Fault_Reset_CutsTheConnection(FaultMoment when, int accepted)
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Practice.Faults.Add(new Fault { Path = "*/wipe", Reset = true, When = when });
        await Assert.ThrowsAsync<HttpRequestException>(() => tenant.OrderAsync("NB-CLEAN-01"));
        Assert.Equal(accepted, tenant.Practice.Orders.All.Count);
    }

    [Fact]
    public async Task Fault_Hang_AnswersNobody()
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Practice.Faults.Add(new Fault { Path = "*/wipe", Hang = true, When = FaultMoment.After });
        var call = tenant.OrderAsync("NB-CLEAN-01");
        while (tenant.Practice.Orders.All.Count == 0) await Task.Yield();
        Assert.False(call.IsCompleted);
        tenant.Http.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData(RetryAfterForm.Fraction, "2.128")]
    [InlineData(RetryAfterForm.Date, "Fri, 20 Nov 2026 09:00:02 GMT")]
    public async Task Fault_RetryAfterForms_AreSentAsAsked(RetryAfterForm form, string header)
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Practice.Faults.Add(new Fault { Status = 429, RetryAfter = 2.128, RetryAfterForm = form });
        var (_, _, response) = await tenant.SendAsync(HttpMethod.Get, "/v1.0/me");
        Assert.Equal(header, response.Headers.NonValidated["Retry-After"].ToString());
    }

    [Fact]
    public async Task Fault_SkipAndTimes_StrikeInBetween()
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Practice.Faults.Add(new Fault { Path = "/v1.0/me", Skip = 1, Times = 1, Status = 500 });
        var statuses = new List<int>();
        for (var i = 0; i < 3; i++) statuses.Add((await tenant.SendAsync(HttpMethod.Get, "/v1.0/me")).Status);
        Assert.Equal([200, 500, 200], statuses);
    }

    [Fact]
    public async Task Fault_OnTokenEndpoint_IsA503()
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Practice.Faults.Add(new Fault { Host = "login.microsoftonline.com", Path = "*/token", Status = 503 });
        var (status, _) = await new Entra.SignIn(tenant).TokenAsync(new() { ["grant_type"] = "client_credentials" });
        Assert.Equal(503, status);
    }
}
