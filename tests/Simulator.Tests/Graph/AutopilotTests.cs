namespace AutopilotReset.Tests.Simulator.Graph;

public class AutopilotTests
{
    private const string List = "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities";

    /// <summary>Whatever part of a serial number is asked for, it is found as going through all identities finds it.</summary>
    [Fact]
    public async Task List_ContainsSerial_FindsWhatLookingAtEachFinds()
    {
        await using var tenant = await Tenant.StartAsync();
        var serials = await SerialsAsync(tenant, "");
        var whole = serials[serials.Count / 2];

        foreach (var part in new[] { whole, whole.ToLowerInvariant(), whole[1..], whole[..3], whole[..1], whole + "0", "0", "\n" })
            Assert.Equal(serials.Where(s => s.Contains(part, StringComparison.OrdinalIgnoreCase)), await SerialsAsync(tenant, part));
        Assert.Contains(whole, await SerialsAsync(tenant, whole));
    }

    [Fact]
    public async Task List_SerialThatChanged_IsFoundByItsNewOneOnly()
    {
        await using var tenant = await Tenant.StartAsync();
        var device = tenant.Practice.Fleet.Find("NB-CLEAN-01")!;
        var before = device.Autopilot!.SerialNumber;

        tenant.Practice.Fleet.Change(view =>
        {
            device.Autopilot.SerialNumber = "BOARD-REPLACED-7";
            view.Touch(device);
        });

        Assert.Equal(["BOARD-REPLACED-7"], await SerialsAsync(tenant, "replaced"));
        Assert.DoesNotContain(before, await SerialsAsync(tenant, before));
    }

    private static async Task<List<string>> SerialsAsync(Tenant tenant, string part)
    {
        var filter = part == "" ? "" : $"?$filter={Uri.EscapeDataString($"contains(serialNumber,'{part}')")}";
        return [.. (await tenant.GetAsync(List + filter))["value"]!.AsArray().Select(a => (string)a!["serialNumber"]!)];
    }
}
