using System.Text;
using AutopilotReset.Engine.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Serialization.Json;

namespace AutopilotReset.Tests.Engine.Graph;

/// <summary>Facts are read from answers as Graph writes them: what the SDK declares and what it keeps aside are different places.</summary>
public class LiveFieldsTests
{
    private static readonly DateTimeOffset ReadAt = new(2026, 6, 12, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Facts_RecordAsGraphWritesIt_HasEveryOpenListAsText()
    {
        var record = await ParseAsync("""
            {
              "id": "ABCDEF00-0000-4000-8000-000000000001", "deviceName": "PC-1", "azureADDeviceId": "00000000-0000-0000-0000-000000000000",
              "managementAgent": "configurationManagerClientMdm", "managementState": "wipePending", "managedDeviceOwnerType": "company",
              "deviceEnrollmentType": "windowsAzureADJoinUsingDeviceAuth", "enrollmentProfileName": "Staff laptops", "partnerReportedThreatState": "highSeverity",
              "lastSyncDateTime": "0001-01-01T00:00:00Z", "deviceActionResults": [{ "actionName": "wipe", "actionState": "notSupported" }]
            }
            """, ManagedDevice.CreateFromDiscriminatorValue);
        var facts = LiveFields.Facts(record, null, ReadAt);
        Assert.Equal("abcdef00-0000-4000-8000-000000000001", facts.ManagedDeviceId);
        Assert.Null(facts.EntraDeviceId);
        Assert.Equal(
            ("configurationManagerClientMdm", "wipePending", "company", "windowsAzureADJoinUsingDeviceAuth", "Staff laptops", "highSeverity"),
            (facts.ManagementAgent, facts.ManagementState, facts.OwnerType, facts.DeviceEnrollmentType, facts.EnrollmentProfileName, facts.ThreatState));
        Assert.Null(facts.LastCheckIn);
        Assert.Equal(("wipe", "notSupported"), (facts.ActionResults[0].Name, facts.ActionResults[0].State));
        Assert.Equal(ReadAt, facts.ReadAt);
    }

    [Fact]
    public async Task EntraObjectOf_DeviceAsGraphWritesIt_KeepsEveryFact()
    {
        var device = await ParseAsync("""
            {
              "id": "A", "deviceId": "B", "displayName": "PC-1", "trustType": "ServerAd", "onPremisesSyncEnabled": true, "accountEnabled": false, "isManaged": true,
              "mdmAppId": "7add3ecd-5b01-452e-b4bf-cdaf9df1d097", "profileType": "SecureVM", "operatingSystem": "Windows", "physicalIds": ["[ZTDID]:1"]
            }
            """, Device.CreateFromDiscriminatorValue);
        var entra = LiveFields.EntraObjectOf(device);
        Assert.Equal(
            ("a", "b", "PC-1", "ServerAd", true, false, true, "7add3ecd-5b01-452e-b4bf-cdaf9df1d097", "SecureVM", "Windows"),
            (entra.ObjectId, entra.DeviceId, entra.Name, entra.TrustType, entra.OnPremisesSyncEnabled, entra.AccountEnabled, entra.IsManaged, entra.MdmAppId, entra.ProfileType, entra.OperatingSystem));
        Assert.Equal(["[ZTDID]:1"], entra.PhysicalIds);
    }

    [Theory]
    [InlineData("""{ "@odata.type": "#microsoft.graph.user", "id": "ABC", "userPrincipalName": "lee@contoso.com", "displayName": "Lee", "accountEnabled": true, "businessPhones": ["1"], "mail": null }""")]
    [InlineData("""{ "@odata.type": "#microsoft.graph.servicePrincipal", "id": "ABC", "displayName": "A tool", "appId": "x" }""")]
    [InlineData("""{ "id": "ABC", "userPrincipalName": "lee@contoso.com", "displayName": "Lee" }""")]
    [InlineData("""{ "@odata.type": "#microsoft.graph.user", "id": "00000000-0000-0000-0000-000000000000", "displayName": null }""")]
    public async Task People_OurReading_IsTheSdks(string someone)
    {
        var json = $$"""{ "@odata.context": "x", "value": [{{someone}}] }""";
        var ours = await ParseAsync(json, ReadPeople.Create);

        Assert.Equal(LiveFields.People((await ParseAsync(json, DirectoryObjectCollectionResponse.CreateFromDiscriminatorValue)).Value), LiveFields.People(ours, allAreUsers: false));
        Assert.Equal(LiveFields.People((await ParseAsync(json, UserCollectionResponse.CreateFromDiscriminatorValue)).Value), LiveFields.People(ours, allAreUsers: true));
    }

    [Theory]
    [InlineData("""{ "value": [] }""")]
    [InlineData("{}")]
    public async Task People_None_IsAnEmptyList(string json) => Assert.Empty(LiveFields.People(await ParseAsync(json, ReadPeople.Create), allAreUsers: true));

    [Theory]
    [InlineData("PC-1", "AzureAd", null, "[ZTDID]:9", false)] // an ordinary device that happens to have the same name
    [InlineData("pc-1", "ServerAd", null, "[ZTDID]:9", true)]
    [InlineData("PC-1", "AzureAd", true, "[ZTDID]:9", true)]
    [InlineData("PC-2", "ServerAd", null, "[ZTDID]:9", false)]
    [InlineData("PC-2", "AzureAd", null, "[ztdid]:1", true)]
    [InlineData("PC-2", "AzureAd", null, "[HWID]:h:2", true)]
    [InlineData("PC-2", "AzureAd", null, "[USER-GID]:3", false)] // not a hardware id
    public void IsTwin_OtherObject_SharesHardwareOrIsHybridOfThatName(string name, string trust, bool? synced, string physicalId, bool expected)
    {
        var own = new Device { DisplayName = "PC-1", TrustType = "AzureAd", PhysicalIds = ["[ZTDID]:1", "[HWID]:h:2", "[USER-GID]:3"] };
        var other = new Device { DisplayName = name, TrustType = trust, OnPremisesSyncEnabled = synced, PhysicalIds = [physicalId] };
        Assert.Equal(expected, LiveFields.IsTwin(other, own, "PC-1"));
    }

    private static async Task<T> ParseAsync<T>(string json, ParsableFactory<T> factory)
        where T : IParsable
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var node = await new JsonParseNodeFactory().GetRootParseNodeAsync("application/json", stream);
        return node.GetObjectValue(factory)!;
    }
}
