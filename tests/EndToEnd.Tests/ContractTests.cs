using AutopilotReset.EndToEnd.Tests.Hosting;
using AutopilotReset.Testing.Contracts;

namespace AutopilotReset.EndToEnd.Tests;

/// <summary>What console and practice tenant said to each other in these runs, against Microsoft's schema.</summary>
public class ContractTests(Practice practice, Browser browser)
{
    /// <summary>Routes that the main road takes; one that was never taken has been checked by nobody.</summary>
    private static readonly string[] MainRoad =
    [
        "GET beta /deviceManagement/managedDevices",
        "GET beta /deviceManagement/managedDevices/{id}",
        "GET beta /deviceManagement/windowsAutopilotDeviceIdentities/{id}",
        "GET v1.0 /deviceManagement/managedDevices/{id}",
        "GET v1.0 /deviceManagement/managedDevices/{id}/users",
        "GET v1.0 /deviceManagement/windowsAutopilotDeviceIdentities",
        "GET v1.0 /devices",
        "GET v1.0 /devices/deviceId={deviceId}",
        "GET v1.0 /devices/{id}/registeredOwners",
        "POST v1.0 /deviceManagement/managedDevices/{id}/wipe",
    ];

    [Fact]
    public async Task Exchanges_OfARealReset_KeepToMicrosoftsSchema()
    {
        var (files, reason) = ContractFiles.Find();
        Assert.SkipWhen(files is null, reason);
        var page = await browser.SignInAsync(practice, "gus");
        await page.ReviewAsync(practice, "NB-NO-DONE");
        await page.ConfirmAsync(1);
        await page.SeesAsync("Completed");

        var validation = ContractValidation.Load(files!);
        validation.Check(RecordedExchange.ReadFile(Path.Combine(practice.Recorded, "exchanges.jsonl")));

        TestContext.Current.TestOutputHelper!.WriteLine(validation.Report(MainRoad));
        Assert.Empty(validation.Unchecked(MainRoad));
        Assert.Empty(validation.Faults);
    }
}
