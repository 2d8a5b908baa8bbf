namespace AutopilotReset.Simulator.Hosting;

/// <summary>What the program prints.</summary>
internal static class Announcement
{
    public static async Task TenantAsync(PracticeTenant tenant)
    {
        var (devices, cast) = tenant.Fleet.Read(v => (v.Devices.Count, v.Devices.Count(d => d.Role is not null)));
        await Console.Out.WriteLineAsync($"""
            Practice tenant: {devices} devices ({cast} of them the named cast), {tenant.Fleet.Speed:0.##} times as fast as life.
              control API  {tenant.ControlAddress}
              proxy        {tenant.ProxyAddress}
            """);
    }

    public static async Task PersonasAsync(PracticeTenant tenant)
    {
        await Console.Out.WriteLineAsync("Sign in as (no password):");
        foreach (var persona in tenant.Personas.All) await Console.Out.WriteLineAsync($"  {persona.DisplayName,-14} {persona.Description}");
    }

    /// <summary>The last line, for people and for tests that wait for it.</summary>
    public static Task ReadyAsync(Uri? console) =>
        Console.Out.WriteLineAsync(console is null ? "Ready. Ctrl+C ends it." : $"Ready: {console.GetLeftPart(UriPartial.Authority)} (Ctrl+C ends both)");
}
