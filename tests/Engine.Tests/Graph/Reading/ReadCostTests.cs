using AutopilotReset.Engine.Graph.Reading;

namespace AutopilotReset.Engine.Tests.Graph.Reading;

public class ReadCostTests
{
    [Theory]
    [InlineData("v1.0/deviceManagement/managedDevices/x/users", ReadClass.IntuneDevices, 1)]
    [InlineData("beta/deviceManagement/managedDevices?$select=id,joinType", ReadClass.IntuneDevices, 1)]
    [InlineData("beta/deviceManagement/managedDevices('x')/users/$ref", ReadClass.IntuneDevices, 1)]
    [InlineData("v1.0/deviceManagement/windowsAutopilotDeviceIdentities?$filter=x", ReadClass.IntuneEnrollment, 1)]
    [InlineData("v1.0/deviceManagement/auditEvents", ReadClass.IntuneAuditing, 1)]
    [InlineData("v1.0/deviceManagement/deviceConfigurations", ReadClass.IntuneConfiguration, 1)]
    [InlineData("v1.0/devices(deviceId='x')?%24select=id", ReadClass.Directory, 1)]
    [InlineData("v1.0/devices/x/registeredOwners", ReadClass.Directory, 1)]
    [InlineData("v1.0/groups/x/members", ReadClass.Directory, 3)]
    [InlineData("v1.0/groups/x/transitiveMembers/microsoft.graph.device?$select=id&$top=999", ReadClass.Directory, 4)]
    [InlineData("v1.0/groups/x/transitiveMembers?$expand=a", ReadClass.Directory, 6)]
    [InlineData("v1.0/groups/x/members?$select=id&$top=5", ReadClass.Directory, 1)]
    [InlineData("v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=id", ReadClass.Directory, 4)]
    public void Of_Address_IsTheServiceAndItsUnits(string path, ReadClass service, int cost) =>
        Assert.Equal((service, cost), ReadCost.Of(new Uri("https://graph.microsoft.com/" + path)));
}
