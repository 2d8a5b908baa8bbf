using System.Text.RegularExpressions;

namespace AutopilotReset.Engine.Telemetry.Export;

/// <summary>An address without what it is about: <c>https://graph.microsoft.com/v1.0/devices(deviceId={})/registeredOwners</c>.</summary>
internal static partial class AddressTemplate
{
    private const string Something = "{}";

    public static string Of(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? $"{uri.Scheme}://{uri.Authority}/{string.Join('/', uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Segment))}"
            : Something;

    private static string Segment(string segment)
    {
        if (Word().IsMatch(segment))
            return segment;
        var call = Call().Match(segment);
        return call.Success ? $"{call.Groups["name"].Value}({call.Groups["key"].Value}{Something})" : Something;
    }

    /// <summary>A word of an API, such as managedDevices, $batch, v1.0 or .well-known.</summary>
    [GeneratedRegex(@"^(v[0-9]+\.[0-9]+|oauth2|[.$]?[A-Za-z][A-Za-z-]{0,60})$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?<name>[A-Za-z]{1,60})\((?<key>([A-Za-z]{1,40}=)?).*\)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Call();
}
