using System.Text.Json;

namespace AutopilotReset.Simulator.Hosting;

/// <summary><c>practice.json</c> in the data folder: addresses and the console's settings, for whoever starts a console of their own.</summary>
internal static class SettingsFile
{
    public const string Name = "practice.json";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Task WriteAsync(string folder, PracticeTenant tenant, IReadOnlyDictionary<string, string> console, CancellationToken cancellation) =>
        File.WriteAllTextAsync(Path.Combine(folder, Name), JsonSerializer.Serialize(new
        {
            Control = tenant.ControlAddress,
            Proxy = tenant.ProxyAddress,
            tenant.TlsPort,
            tenant.BrowserPort,
            Console = console,
        }, _json), cancellation);
}
