namespace AutopilotReset.Simulator;

/// <summary>How a practice tenant is set up. Every port may be 0: any free one is taken.</summary>
public sealed record PracticeOptions
{
    /// <summary>Devices in the fleet, the named cast included. The cast is always whole, so a small number is raised to it.</summary>
    public int Devices { get; init; } = 250;

    /// <summary>Same seed and number, same fleet.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many times faster than life devices act: 60 turns a minute of a device into a second. Above 0. Stamps, tokens and throttle windows stay wall time.</summary>
    public double Speed { get; init; } = 60;

    /// <summary>Intune Service Administrators beside the named ones, called op1, op2 and so on: for many people at once.</summary>
    public int FurtherOperators { get; init; }

    /// <summary>Folder for keys, certificates and what happened to the fleet; null keeps everything in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Port for HTTPS: Entra and Graph under their own host names.</summary>
    public int TlsPort { get; init; }

    /// <summary>Port for the CONNECT proxy that leads Microsoft's host names to the TLS port.</summary>
    public int ProxyPort { get; init; }

    /// <summary>Port for the sign-in pages, in plain http so that a browser needs no certificate.</summary>
    public int BrowserPort { get; init; }

    /// <summary>Port for the control API.</summary>
    public int ControlPort { get; init; }

    /// <summary>Folder that gets every exchange as JSON lines (<c>exchanges.jsonl</c>); null records none on disk.</summary>
    public string? RecordFolder { get; init; }

    /// <summary>Keeps every exchange in memory too, for tests in the same process.</summary>
    public bool KeepExchanges { get; init; }
}
