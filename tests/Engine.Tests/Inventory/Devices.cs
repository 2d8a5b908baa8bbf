using System.Text.Json.Nodes;

namespace AutopilotReset.Engine.Tests.Inventory;

/// <summary>Devices as the three lists have them.</summary>
internal static class Devices
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    public static string Id(int kind, int number) => $"{kind:D8}-0000-4000-8000-{number:D12}";

    public static JsonObject Intune(int number, string? name = null, string? serial = null, string? user = null, DateTimeOffset? checkIn = null) => new()
    {
        ["id"] = Id(1, number).ToUpperInvariant(),
        ["deviceName"] = name ?? $"PC-{number:D4}",
        ["serialNumber"] = serial ?? $"SN{number:D6}",
        ["azureADDeviceId"] = Id(2, number),
        ["manufacturer"] = "Contoso",
        ["model"] = $"Book {number % 3}",
        ["operatingSystem"] = "Windows",
        ["osVersion"] = "10.0.26100.4061",
        ["skuFamily"] = "Enterprise",
        ["skuNumber"] = 4,
        ["joinType"] = "azureADJoined",
        ["managementAgent"] = "mdm",
        ["managementState"] = "managed",
        ["managedDeviceOwnerType"] = "company",
        ["deviceEnrollmentType"] = "windowsAzureADJoin",
        ["enrollmentProfileName"] = "Standard",
        ["autopilotEnrolled"] = true,
        ["partnerReportedThreatState"] = "secured",
        ["isEncrypted"] = true,
        ["freeStorageSpaceInBytes"] = 123456789012,
        ["lastSyncDateTime"] = (checkIn ?? Now.AddHours(-5)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        ["enrolledDateTime"] = "2026-01-01T00:00:00Z",
        ["managementCertificateExpirationDate"] = "2027-06-01T00:00:00Z",
        ["userId"] = Id(9, number),
        ["userPrincipalName"] = user ?? $"user{number}@contoso.example",
        ["userDisplayName"] = $"User {number}",
        ["deviceActionResults"] = new JsonArray(),
    };

    public static JsonObject Entra(int number, string? name = null, string trust = "AzureAd", params string[] physicalIds) => new()
    {
        ["id"] = Id(3, number),
        ["deviceId"] = Id(2, number),
        ["displayName"] = name ?? $"PC-{number:D4}",
        ["trustType"] = trust,
        ["onPremisesSyncEnabled"] = trust == "ServerAd" ? true : null,
        ["accountEnabled"] = true,
        ["isManaged"] = true,
        ["mdmAppId"] = "0000000a-0000-0000-c000-000000000000",
        ["profileType"] = "RegisteredDevice",
        ["operatingSystem"] = "Windows",
        ["operatingSystemVersion"] = "10.0.26100.4061",
        ["physicalIds"] = new JsonArray([.. physicalIds.Select(p => (JsonNode)p)]),
        ["approximateLastSignInDateTime"] = "2026-11-20T08:00:00Z",
    };

    public static JsonObject Autopilot(int number, string? serial = null, bool managed = true) => new()
    {
        ["id"] = Id(4, number),
        ["groupTag"] = "School",
        ["serialNumber"] = serial ?? $"SN{number:D6}",
        ["manufacturer"] = "Contoso",
        ["model"] = "Book",
        ["enrollmentState"] = "enrolled",
        ["userPrincipalName"] = "",
        ["azureActiveDirectoryDeviceId"] = managed ? Id(2, number) : "00000000-0000-0000-0000-000000000000",
        ["managedDeviceId"] = managed ? Id(1, number) : "00000000-0000-0000-0000-000000000000",
        ["displayName"] = "",
    };

    /// <summary>Devices that are in all three lists.</summary>
    public static void AddWhole(this PageServer server, params IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            server.Intune.Add(Intune(number));
            server.Entra.Add(Entra(number));
            server.Autopilot.Add(Autopilot(number));
        }
    }
}
