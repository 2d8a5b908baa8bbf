using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Identity;

/// <summary>
/// Tokens and standing from Entra: the border to the authority. The product's implementation is Microsoft.Identity.Web over the encrypted token cache.
/// </summary>
public interface IEntraSession
{
    /// <summary>An access token to act as the admin, also in the background.</summary>
    /// <param name="account">Whom to act as.</param>
    /// <param name="loan">Batch whose lent copy of the token cache is used, so that sign-out does not end a running batch (identity.md §5); <c>null</c> for the interactive session.</param>
    /// <param name="scopes">Graph scopes, see <see cref="GraphScopes"/>.</param>
    /// <param name="claims">Decoded claims challenge, or <c>null</c>.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="SignInNeededException">Session, consent or account ended; the admin must sign in.</exception>
    /// <exception cref="AuthorityUnreachableException">Entra did not answer; nothing is known.</exception>
    Task<string> TokenForAdminAsync(Account account, Guid? loan, IReadOnlyCollection<string> scopes, string? claims, CancellationToken stop);

    /// <summary>An access token with the application's read-only permissions.</summary>
    Task<string> TokenForApplicationAsync(string? claims, CancellationToken stop);

    /// <summary>Asks Entra now whether the account still has its role: redeems the refresh token and reads <c>wids</c>, else Graph's directory roles.</summary>
    Task<Standing> AskStandingAsync(Account account, Guid? loan, CancellationToken stop);

    /// <summary>Lends a batch its own copy of the admin's token cache row; overwrites an earlier loan.</summary>
    Task LendAsync(Account account, Guid loan, CancellationToken stop);

    /// <summary>Deletes a batch's copy.</summary>
    Task ReturnLoanAsync(Guid loan, CancellationToken stop);
}

/// <summary>What is known of an account's role.</summary>
/// <param name="Level">What the role allows; meaningful when <paramref name="Kind"/> is <see cref="StandingKind.Confirmed"/>.</param>
/// <param name="Reason">For the person: what is missing.</param>
/// <param name="Claims">A claims challenge to pass to the sign-in, if Entra sent one.</param>
public sealed record Standing(StandingKind Kind, AccessLevel Level, string Reason, DateTimeOffset CheckedAt, string? Claims = null);

public enum StandingKind
{
    /// <summary>Entra answered: <see cref="Standing.Level"/> is what the account may do.</summary>
    Confirmed,

    /// <summary>The account has none of the roles any more.</summary>
    RoleLost,

    /// <summary>The session ended: the admin must sign in again.</summary>
    SignInNeeded,

    /// <summary>The authority could not be reached: pages stay, sends stop.</summary>
    Unreachable,
}

/// <summary>The admin's session, consent or account ended.</summary>
public sealed class SignInNeededException(string message, string? claims = null, Exception? inner = null) : Exception(message, inner)
{
    public string? Claims { get; } = claims;
}

/// <summary>Entra or Graph could not be reached for a token.</summary>
public sealed class AuthorityUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
