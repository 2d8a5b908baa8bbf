namespace AutopilotReset.Web.Access;

/// <summary>Why somebody did not get in.</summary>
internal enum Denial
{
    /// <summary>Signed in with Entra, but without a role that the console admits; or a page for operators only.</summary>
    NoRole,

    /// <summary>Neither the token nor Graph told the role.</summary>
    RoleUnknown,

    /// <summary>The permissions were declined, or Entra did not let the person pass.</summary>
    Declined,

    /// <summary>The sign-in took too long, was started in another browser, or its cookies were blocked.</summary>
    Stale,

    /// <summary>Anything else between the console and Entra.</summary>
    Failed,
}
