using System.Globalization;
using System.Text.Json;

namespace AutopilotReset.Benchmarks.Fleet;

/// <summary>Renders the pages that Graph would answer the inventory's three requests with: every selected property, realistic lengths, random by seed.</summary>
internal sealed class FleetPages(int devices, string folder)
{
    private static readonly string[] Models = ["Latitude 5440", "ThinkPad T14 Gen 4", "EliteBook 840 14 inch G10 Notebook PC", "Surface Laptop 5", "OptiPlex 7010"];
    private static readonly string[] Makers = ["Dell Inc.", "LENOVO", "HP", "Microsoft Corporation", "Dell Inc."];
    private static readonly string[] Versions = ["10.0.26100.4061", "10.0.22631.5335", "10.0.19045.5854", "10.0.26100.3915"];
    private static readonly string[] First = ["anna", "bela", "carla", "deniz", "emil", "fatima", "goran", "hanna", "ivan", "jule", "kofi", "lena"];
    private static readonly string[] Last = ["mueller", "schmidt", "yilmaz", "kowalski", "nguyen", "garcia", "weber", "okafor", "rossi", "jensen"];

    // Seeded: the same pages at every run, so that figures can be compared.
    private readonly Random _random = new(20261123);

    /// <summary>Id of the n-th device of a kind; the same in all three lists.</summary>
    private static string Id(int kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{unchecked((uint)number * 2654435761u):x8}-{kind:x4}-4{number & 0xfff:x3}-8{(number >> 4) & 0xfff:x3}-{(long)number * 7919 % 281474976710656:x12}");

    /// <returns>Bytes of JSON, uncompressed.</returns>
    public long Render()
    {
        Directory.CreateDirectory(folder);
        var bytes = Pages("intune", "/beta/deviceManagement/managedDevices", 1000, Intune);
        bytes += Pages("entra", "/v1.0/devices", 999, Entra);
        return bytes + Pages("autopilot", "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities", 1000, Autopilot);
    }

    private long Pages(string name, string path, int size, Action<Utf8JsonWriter, int> device)
    {
        long bytes = 0;
        for (var page = 0; page * size < devices; page++)
        {
            var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{page:D5}.json"));
            using (var stream = File.Create(file))
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                json.WriteString("@odata.context", $"https://graph.microsoft.com{path}/$metadata#collection");
                if ((page + 1) * size < devices)
                    json.WriteString("@odata.nextLink", string.Create(CultureInfo.InvariantCulture, $"https://graph.microsoft.com{path}?$skiptoken={name}-{page + 1:D5}"));
                json.WriteStartArray("value");
                for (var n = page * size; n < Math.Min(devices, (page + 1) * size); n++)
                    device(json, n);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            bytes += new FileInfo(file).Length;
        }

        return bytes;
    }

    private void Intune(Utf8JsonWriter json, int n)
    {
        var (first, last) = (First[n % First.Length], Last[n / 7 % Last.Length]);
        json.WriteStartObject();
        json.WriteString("id", Id(1, n));
        json.WriteString("deviceName", Name(n));
        json.WriteString("serialNumber", Serial(n));
        json.WriteString("azureADDeviceId", Id(2, n));
        json.WriteString("manufacturer", Makers[n % Makers.Length]);
        json.WriteString("model", Models[n % Models.Length]);
        json.WriteString("operatingSystem", "Windows");
        json.WriteString("osVersion", Versions[n % Versions.Length]);
        json.WriteString("skuFamily", "Enterprise");
        json.WriteNumber("skuNumber", 4);
        json.WriteString("joinType", n % 5 == 0 ? "hybridAzureADJoined" : "azureADJoined");
        json.WriteString("managementAgent", n % 9 == 0 ? "configurationManagerClientMdm" : "mdm");
        json.WriteString("managementState", "managed");
        json.WriteString("managedDeviceOwnerType", n % 20 == 0 ? "personal" : "company");
        json.WriteString("deviceEnrollmentType", "windowsAzureADJoin");
        json.WriteString("enrollmentProfileName", "Autopilot user-driven standard");
        json.WriteBoolean("autopilotEnrolled", n % 4 != 0);
        json.WriteString("partnerReportedThreatState", "secured");
        json.WriteBoolean("isEncrypted", true);
        json.WriteNumber("freeStorageSpaceInBytes", 100_000_000_000L + _random.NextInt64(100_000_000_000L));
        json.WriteString("lastSyncDateTime", Ago(_random.Next(40 * 24 * 60)));
        json.WriteString("enrolledDateTime", Ago(_random.Next(700 * 24 * 60)));
        json.WriteString("managementCertificateExpirationDate", Ago(-_random.Next(300 * 24 * 60)));
        json.WriteString("userId", Id(5, n));
        json.WriteString("userPrincipalName", $"{first}.{last}{n}@contoso-schools.example");
        json.WriteString("userDisplayName", $"{first} {last}");
        json.WriteStartArray("deviceActionResults");
        if (n % 10 == 0)
        {
            json.WriteStartObject();
            json.WriteString("actionName", "syncDevice");
            json.WriteString("actionState", "done");
            json.WriteString("startDateTime", Ago(_random.Next(10_000)));
            json.WriteString("lastUpdatedDateTime", Ago(_random.Next(10_000)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Entra(Utf8JsonWriter json, int n)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(3, n));
        json.WriteString("deviceId", Id(2, n));
        json.WriteString("displayName", Name(n));
        json.WriteString("trustType", n % 5 == 0 ? "ServerAd" : "AzureAd");
        if (n % 5 == 0)
            json.WriteBoolean("onPremisesSyncEnabled", true);
        else
            json.WriteNull("onPremisesSyncEnabled");
        json.WriteBoolean("accountEnabled", true);
        json.WriteBoolean("isManaged", true);
        json.WriteString("mdmAppId", "0000000a-0000-0000-c000-000000000000");
        json.WriteString("profileType", "RegisteredDevice");
        json.WriteString("operatingSystem", "Windows");
        json.WriteString("operatingSystemVersion", Versions[n % Versions.Length]);
        json.WriteStartArray("physicalIds");
        json.WriteStringValue($"[USER-GID]:{Id(5, n)}:6825786449{n:D6}");
        json.WriteStringValue($"[GID]:g:6825786449{n:D6}");
        json.WriteStringValue($"[USER-HWID]:{Id(5, n)}:6755418205{n:D6}");
        json.WriteStringValue($"[HWID]:h:6755418205{n:D6}");
        json.WriteStringValue($"[ZTDID]:{Id(4, n)}");
        json.WriteEndArray();
        json.WriteString("approximateLastSignInDateTime", Ago(_random.Next(40 * 24 * 60)));
        json.WriteEndObject();
    }

    private void Autopilot(Utf8JsonWriter json, int n)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(4, n));
        json.WriteString("groupTag", "SCHOOL-STANDARD");
        json.WriteString("purchaseOrderIdentifier", "");
        json.WriteString("serialNumber", Serial(n));
        json.WriteString("productKey", "");
        json.WriteString("manufacturer", Makers[n % Makers.Length]);
        json.WriteString("model", Models[n % Models.Length]);
        json.WriteString("enrollmentState", "enrolled");
        json.WriteString("lastContactedDateTime", Ago(_random.Next(40 * 24 * 60)));
        json.WriteString("addressableUserName", "");
        json.WriteString("userPrincipalName", "");
        json.WriteString("resourceName", "");
        json.WriteString("skuNumber", "");
        json.WriteString("systemFamily", "");
        json.WriteString("azureActiveDirectoryDeviceId", Id(2, n));
        json.WriteString("managedDeviceId", Id(1, n));
        json.WriteString("displayName", "");
        json.WriteEndObject();
    }

    private static string Name(int n) => string.Create(CultureInfo.InvariantCulture, $"DESKTOP-{unchecked((uint)n * 2246822519u) % 100_000_000:D8}");

    private static string Serial(int n) => string.Create(CultureInfo.InvariantCulture, $"PF{unchecked((uint)n * 3266489917u):X8}");

    private static string Ago(int minutes) =>
        new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc).AddMinutes(-minutes).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
