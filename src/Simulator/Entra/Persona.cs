namespace AutopilotReset.Simulator.Entra;

/// <summary>Somebody who can sign in, with the knobs that identity.md §3 found useful.</summary>
public sealed class Persona
{
    /// <summary>Short name, used by the control API and as <c>login_hint</c>.</summary>
    public required string Name { get; init; }
    public required string DisplayName { get; init; }
    public required string UserPrincipalName { get; init; }
    /// <summary>What the sign-in page says about the person.</summary>
    public required string Description { get; init; }
    /// <summary>Object id in this tenant (<c>oid</c>).</summary>
    public required string ObjectId { get; init; }
    /// <summary>Id at home (<c>uid</c>); differs from <see cref="ObjectId"/> for guests.</summary>
    public required string HomeObjectId { get; init; }
    /// <summary>Home tenant (<c>utid</c>); differs from this tenant for guests.</summary>
    public required string HomeTenantId { get; init; }
    /// <summary>Template ids of the directory roles the person holds now; Graph obeys these, whatever a token says.</summary>
    public List<string> Roles { get; set; } = [];
    /// <summary>Whether tokens carry <c>wids</c> at all.</summary>
    public bool EmitsWids { get; set; } = true;
    /// <summary>Whether Graph lets the person read own directory roles; false answers 403.</summary>
    public bool RolesReadable { get; set; } = true;
    /// <summary>Account disabled: every token request is refused with AADSTS50057.</summary>
    public bool Disabled { get; set; }
    /// <summary>Silent token requests are refused with AADSTS50076 until the person signs in again.</summary>
    public bool MfaRequired { get; set; }
    /// <summary>Refresh tokens issued before this moment are refused with AADSTS50173; null for none.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
    /// <summary>Graph answers access tokens issued before this moment with 401 and a claims challenge; null for none.</summary>
    public DateTimeOffset? ChallengedAt { get; set; }

    /// <summary>When the person last signed in by hand: <c>auth_time</c> of their identity tokens, which a silent sign-in does not renew; null where they never did.</summary>
    public DateTimeOffset? AuthenticatedAt { get; set; }

    /// <summary>Whether the person holds one of these roles.</summary>
    internal bool HasAny(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
        {
            if (Roles.Contains(role, StringComparer.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
