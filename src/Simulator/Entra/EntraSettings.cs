namespace AutopilotReset.Simulator.Entra;

/// <summary>Knobs of the sign-in service, changed through the control API.</summary>
public sealed class EntraSettings
{
    /// <summary>Life of an access token in seconds. MSAL renews below 300 seconds, so 303 gives a new one every three (identity.md §3).</summary>
    public int AccessTokenSeconds { get; set; } = 3600;

    /// <summary>Seconds after which MSAL renews in the background; null leaves <c>refresh_in</c> out.</summary>
    public int? RefreshInSeconds { get; set; }

    /// <summary>What is wrong with the identity tokens handed out; nothing by default. A console that accepts one lets anybody in.</summary>
    public IdTokenFlaw IdTokenFlaw { get; set; }
}

/// <summary>Identity tokens that a console has to refuse.</summary>
public enum IdTokenFlaw
{
    None = 0,

    /// <summary>Issued by somebody who is not Microsoft.</summary>
    ForeignIssuer,

    /// <summary>Issued by Entra for another tenant: issuer and <c>tid</c> agree with each other, and not with ours.</summary>
    ForeignTenant,

    /// <summary>The issuer is ours, <c>tid</c> names another tenant.</summary>
    ForeignTenantClaim,

    /// <summary>Meant for another application.</summary>
    ForeignAudience,

    /// <summary><c>alg</c> none, and no signature.</summary>
    NoSignature,

    /// <summary>Signed with a key that Entra does not publish, under the id of the one it does.</summary>
    ForeignKey,

    /// <summary>Signed with HMAC, the published key as its secret.</summary>
    PublishedKeyAsSecret,

    /// <summary>The claims were changed after the signature.</summary>
    Tampered,

    /// <summary>Over since an hour.</summary>
    Expired,

    /// <summary>Answers another sign-in than the one that asked.</summary>
    ForeignNonce,
}
