using System.Text.Json;
using AutopilotReset.Testing.Contracts;

namespace AutopilotReset.Tests.Simulator.Contracts;

public class ContractTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Tenant_EveryRoute_AnswersAsMicrosoftDeclares()
    {
        var (files, reason) = ContractFiles.Find();
        Assert.SkipWhen(files is null, reason);
        await using var tenant = await Tenant.StartAsync(o => o with { KeepExchanges = true });
        await Tour.WalkAsync(tenant);
        var validation = ContractValidation.Load(files!);
        validation.Check(Recorded(tenant));
        var routes = tenant.Practice.Routes.Except(Tour.NeverTaken).ToList();
        output.WriteLine(validation.Report(routes));
        Assert.Empty(validation.Faults);
        Assert.Empty(validation.Unchecked(routes));
    }

    [Theory]
    [InlineData("deviceName", "deviceNaem")]
    [InlineData("\"managementAgent\":\"mdm\"", "\"managementAgent\":\"other\"")]
    [InlineData("\"isEncrypted\":true", "\"isEncrypted\":\"yes\"")]
    [InlineData("\"isEncrypted\":true", "\"isEncrypted\":null")]
    [InlineData("\"enrolledDateTime\":\"", "\"enrolledDateTime\":\"x")]
    public async Task Validation_SpoiledAnswer_IsAFault(string right, string wrong)
    {
        var (files, reason) = ContractFiles.Find();
        Assert.SkipWhen(files is null, reason);
        await using var tenant = await Tenant.StartAsync(o => o with { KeepExchanges = true });
        await tenant.GetAsync($"/v1.0/deviceManagement/managedDevices/{tenant.IdOf("NB-CLEAN-01")}");
        var exchange = Assert.Single(Recorded(tenant));
        Assert.Contains(right, exchange.ResponseBody!);
        var validation = ContractValidation.Load(files!);
        validation.Check([exchange with { ResponseBody = exchange.ResponseBody!.Replace(right, wrong, StringComparison.Ordinal) }]);
        Assert.NotEmpty(validation.Faults);
    }

    [Theory]
    [InlineData("GET", "/deviceManagement/managedDevices", "$select=joinType", null)]
    [InlineData("GET", "/deviceManagement/managedDevices", "$filter=nonsense eq 1", null)]
    [InlineData("GET", "/deviceManagement/nothing", "", null)]
    [InlineData("POST", "/deviceManagement/managedDevices/1/wipe", "", """{"keepEnrolmentData":true}""")]
    [InlineData("POST", "/deviceManagement/managedDevices/1/wipe", "", """{"keepEnrollmentData":"true"}""")]
    [InlineData("DELETE", "/deviceManagement/managedDevices/1/wipe", "", null)]
    public void Validation_WrongRequest_IsAFault(string method, string path, string query, string? body)
    {
        var (files, reason) = ContractFiles.Find();
        Assert.SkipWhen(files is null, reason);
        var validation = ContractValidation.Load(files!);
        validation.Check([new RecordedExchange(default, method, "graph.microsoft.com", "v1.0", path, query, "a route", body, 204, null, false, false)]);
        Assert.NotEmpty(validation.Faults);
    }

    [Fact]
    public void Validation_UnexpectedBetaCall_IsAFault()
    {
        var (files, reason) = ContractFiles.Find();
        Assert.SkipWhen(files is null, reason);
        var validation = ContractValidation.Load(files!);
        validation.Check([new RecordedExchange(default, "POST", "graph.microsoft.com", "beta", "/deviceManagement/managedDevices/1/wipe", "", "a route", Tenant.Wipe, 204, null, false, false)]);
        Assert.NotEmpty(validation.Faults);
    }

    private static List<RecordedExchange> Recorded(Tenant tenant) =>
        [.. tenant.Practice.Exchanges.Select(e => JsonSerializer.Deserialize<RecordedExchange>(JsonSerializer.Serialize(e, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!)];
}
