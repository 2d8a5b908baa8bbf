using System.Globalization;
using System.Text.Json;

namespace AutopilotReset.Benchmarks.Fleet;

/// <summary>Renders the pages that Graph would answer the inventory's three requests with: every selected property, realistic lengths, random by seed.</summary>
internal sealed class FleetPages(int devices)
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

    /// <returns>Bytes of JSON.</returns>
    public long Render(string folder)
    {
        Directory.CreateDirectory(folder);
        long bytes = 0;
        foreach (var list in (ReadOnlySpan<string>)["intune", "entra", "autopilot"])
        {
            for (var page = 0; page * Size(list) < devices; page++)
            {
                var json = Page(list, page);
                File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{list}-{page:D5}.json")), json);
                bytes += json.Length;
            }
        }

        return bytes;
    }

    /// <summary>One page of a list: intune, entra or autopilot.</summary>
    public byte[] Page(string list, int page)
    {
        var (path, device) = list switch
        {
            "intune" => ("/beta/deviceManagement/managedDevices", (Action<Utf8JsonWriter, int>)Intune),
            "entra" => ("/v1.0/devices", Entra),
            _ => ("/v1.0/deviceManagement/windowsAutopilotDeviceIdentities", Autopilot),
        };
        var size = Size(list);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", $"https://graph.microsoft.com{path}/$metadata#collection");
            if ((page + 1) * size < devices)
                json.WriteString("@odata.nextLink", string.Create(CultureInfo.InvariantCulture, $"https://graph.microsoft.com{path}?$skiptoken={list}-{page + 1:D5}"));
            json.WriteStartArray("value");
            for (var n = page * size; n < Math.Min(devices, (page + 1) * size); n++)
                device(json, n);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Name of the page that a request asks for.</summary>
    public static string NameOf(string path, string? skipToken) => skipToken ?? path switch
    {
        "/beta/deviceManagement/managedDevices" => "intune-00000",
        "/v1.0/devices" => "entra-00000",
        _ => "autopilot-00000",
    };

    /// <summary>Graph's own page sizes (graph.md §9).</summary>
    private static int Size(string list) => list == "entra" ? 999 : 1000;

    private void Intune(Utf8JsonWriter json, int n)
    {
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
        json.WriteString("userPrincipalName", User(n));
        json.WriteString("userDisplayName", $"{First[n % First.Length]} {Last[n / 7 % Last.Length]}");
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

    /// <summary>Name of the n-th device.</summary>
    public static string Name(int n) => string.Create(CultureInfo.InvariantCulture, $"DESKTOP-{unchecked((uint)n * 2246822519u) % 100_000_000:D8}");

    public static string Serial(int n) => string.Create(CultureInfo.InvariantCulture, $"PF{unchecked((uint)n * 3266489917u):X8}");

    public static string User(int n) => string.Create(CultureInfo.InvariantCulture, $"{First[n % First.Length]}.{Last[n / 7 % Last.Length]}{n}@contoso-schools.example");

    private static string Ago(int minutes) =>
        new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc).AddMinutes(-minutes).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
