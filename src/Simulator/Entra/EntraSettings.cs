namespace AutopilotReset.Simulator.Entra;

/// <summary>Knobs of the sign-in service, changed through the control API.</summary>
public sealed class EntraSettings
{
    /// <summary>Life of an access token in seconds. MSAL renews below 300 seconds, so 303 gives a new one every three (identity.md §3).</summary>
    public int AccessTokenSeconds { get; set; } = 3600;

    /// <summary>Seconds after which MSAL renews in the background; null leaves <c>refresh_in</c> out.</summary>
    public int? RefreshInSeconds { get; set; }
}
