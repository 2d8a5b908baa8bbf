using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Tests.Inventory;

/// <summary>The parser steps over usual JSON by itself and leaves the rest to the JSON reader: both ways must read the same, and neither may accept what is no JSON.</summary>
public sealed class PageParserTests
{
    // Blanks and escapes everywhere against none where they need not be.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("isEncrypted", "true")]
    [InlineData("isEncrypted", "null")]
    [InlineData("isEncrypted", "\"true\"")]
    [InlineData("skuNumber", "0")]
    [InlineData("skuNumber", "4")]
    [InlineData("skuNumber", "-1")]
    [InlineData("skuNumber", "4.0")]
    [InlineData("skuNumber", "1e2")]
    [InlineData("freeStorageSpaceInBytes", "999999999999999999")]
    [InlineData("freeStorageSpaceInBytes", "9223372036854775807")]
    [InlineData("freeStorageSpaceInBytes", "99999999999999999999")]
    [InlineData("deviceName", "\"\"")]
    [InlineData("deviceName", "\"a\\u0022\\n\\\\b\"")]
    [InlineData("deviceName", "\"Büro 東京\"")]
    [InlineData("deviceName", "5")]
    [InlineData("deviceName", "{\"a\":[1,{}]}")]
    [InlineData("azureADDeviceId", "\"no guid\"")]
    [InlineData("azureADDeviceId", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("azureADDeviceId", "[]")]
    [InlineData("lastSyncDateTime", "\"2026-11-23T08:59:58Z\"")]
    [InlineData("lastSyncDateTime", "\"2026-11-23T08:59:58.1Z\"")]
    [InlineData("lastSyncDateTime", "\"2026-11-23T08:59:58.1234567Z\"")]
    [InlineData("lastSyncDateTime", "\"2026-11-23T08:59:58.123456789Z\"")]
    [InlineData("lastSyncDateTime", "\"2026-11-23T08:59:58+02:00\"")]
    [InlineData("lastSyncDateTime", "\"2026-02-29T08:59:58Z\"")]
    [InlineData("lastSyncDateTime", "\"2028-02-29T23:59:59Z\"")]
    [InlineData("lastSyncDateTime", "\"2026-11-23T24:00:00Z\"")]
    [InlineData("lastSyncDateTime", "\"2026-11-23T08:59:60Z\"")]
    [InlineData("lastSyncDateTime", "\"2026-11-2xT08:59:58Z\"")]
    [InlineData("lastSyncDateTime", "\"0001-01-01T00:00:00Z\"")]
    [InlineData("lastSyncDateTime", "\"2026-11-23\"")]
    [InlineData("lastSyncDateTime", "\"\"")]
    [InlineData("deviceActionResults", "[{\"actionName\":\"wipe\",\"actionState\":\"pending\",\"startDateTime\":\"2026-11-23T08:59:58Z\",\"other\":[1]},3]")]
    [InlineData("deviceActionResults", "[ ]")]
    [InlineData("deviceActionResults", "\"x\"")]
    [InlineData("notAsked", "{\"a\":\"]}\"}")]
    public void Parse_AnyValue_IsReadAsJsonWithBlanksIs(string property, string json)
    {
        var device = Devices.Intune(1);
        device[property] = JsonNode.Parse(json);

        Assert.Equal(Records(InventorySource.Intune, Page(device).ToJsonString(Indented)), Records(InventorySource.Intune, Page(device).ToJsonString(Compact)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"[USER-HWID]:x\",\"[HWID]:h:42\",\"[ZTDID]:abc\"]")]
    [InlineData("[\"[HWID]:h:42\",null,7,\"[ZTDID]:\\u0061bc\"]")]
    [InlineData("null")]
    [InlineData("\"[HWID]:h:42\"")]
    public void Parse_HardwareIds_AreReadAsJsonWithBlanksIs(string json)
    {
        var device = Devices.Entra(1);
        device["physicalIds"] = JsonNode.Parse(json);

        Assert.Equal(Records(InventorySource.Entra, Page(device).ToJsonString(Indented)), Records(InventorySource.Entra, Page(device).ToJsonString(Compact)));
    }

    [Fact]
    public void Parse_EntriesOfDifferentShape_AreReadByTheirNames()
    {
        var second = new JsonObject(Devices.Intune(2).Reverse().Where(p => p.Key != "serialNumber").Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        var records = Facts(Page(Devices.Intune(1), second, Devices.Intune(3)).ToJsonString());

        Assert.Equal(["PC-0001", "PC-0002", "PC-0003"], records.Select(f => f.Name));
        Assert.Equal(["SN000001", null, "SN000003"], records.Select(f => f.Serial));
        Assert.All(records, f => Assert.Equal("Windows", f.OperatingSystem));
    }

    [Fact]
    public void Parse_CutAtAnyByte_IsRefused()
    {
        var device = Devices.Intune(1);
        device["deviceActionResults"] = JsonNode.Parse("[{\"actionName\":\"wipe\"}]");
        var page = Encoding.UTF8.GetBytes(Page(device, Devices.Intune(2)).ToJsonString());
        for (var length = 0; length < page.Length; length++)
            Assert.ThrowsAny<JsonException>(() => new PageParser(InventorySource.Intune).Parse(page.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("{\"value\":[{\"id\":\"1\",}]}")]
    [InlineData("{\"value\":[{\"id\":\"1\"},]}")]
    [InlineData("{\"value\":[{\"id\":\"1\"}],}")]
    [InlineData("{\"value\":[{\"id\":\"1\" \"a\":1}]}")]
    [InlineData("{\"value\":[{\"id\" \"1\"}]}")]
    [InlineData("{\"value\":[{id:\"1\"}]}")]
    [InlineData("{\"value\":[{\"id\":\"1\",\"skuNumber\":01}]}")]
    [InlineData("{\"value\":[{\"id\":\"1\",\"skuNumber\":1x}]}")]
    [InlineData("{\"value\":[{\"id\":\"1\",\"isEncrypted\":truex}]}")]
    [InlineData("{\"value\":[{\"id\":\"1\",\"isEncrypted\":nul}]}")]
    [InlineData("{\"value\":[{\"id\":\"1\",\"deviceName\":\"a\nb\"}]}")]
    [InlineData("{\"value\":[{\"id\":\"1\",\"deviceName\":\"a\\x\"}]}")]
    [InlineData("{\"value\":[{\"id\":\"1\"}]}}")]
    [InlineData("{\"value\":[{\"id\":\"1\"}]} x")]
    [InlineData("{\"value\":{}}")]
    [InlineData("{\"value\":[[]]}")]
    [InlineData("{\"value\":[{\"id\":\"1\"}],\"@odata.nextLink\":7}")]
    [InlineData("{\"@odata.count\":[1,\"value\":[]}")]
    public void Parse_NoJsonOfGraphs_IsRefused(string page) =>
        Assert.ThrowsAny<JsonException>(() => new PageParser(InventorySource.Intune).Parse(Encoding.UTF8.GetBytes(page)));

    [Fact]
    public void Parse_LinkBehindTheValues_IsFound()
    {
        var page = Page(Devices.Intune(1));
        page["@odata.nextLink"] = "https://graph.microsoft.com/beta/x?$skiptoken=a%2Fb&c=\"d\"";

        Assert.Equal("https://graph.microsoft.com/beta/x?$skiptoken=a%2Fb&c=\"d\"", new PageParser(InventorySource.Intune).Parse(Encoding.UTF8.GetBytes(page.ToJsonString())).NextLink);
    }

    private static JsonObject Page(params JsonObject[] devices) =>
        new() { ["@odata.context"] = "https://graph.microsoft.com/$metadata", ["value"] = new JsonArray([.. devices.Select(d => d.DeepClone())]) };

    private static List<byte[]> Records(InventorySource source, string json)
    {
        var page = new PageParser(source).Parse(Encoding.UTF8.GetBytes(json));
        Assert.NotEqual(0, page.Count);
        return [.. Enumerable.Range(0, page.Count).Select(i => page.Framed(i).ToArray())];
    }

    private static List<DeviceFacts> Facts(string json) =>
        [.. Records(InventorySource.Intune, json).Select(framed => FactsReader.Facts('i', RecordReader.Find(framed, Field.Entry), ReadOnlySpan<byte>.Empty, Devices.Now))];
}
