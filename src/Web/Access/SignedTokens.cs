using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AutopilotReset.Web.Access;

/// <summary>
/// Demands a signature on every identity token. OpenID Connect lets a client do without one where the token came over TLS from the token endpoint, and the framework
/// does; here a company's TLS-inspecting proxy may stand between (<c>Network:TrustedCaFile</c>), and whoever writes that token decides who may erase devices.
/// </summary>
internal sealed class SignedTokens : JsonWebTokenHandler
{
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256];

    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        ArgumentNullException.ThrowIfNull(validationParameters);
        var strict = validationParameters.Clone();
        strict.RequireSignedTokens = true;
        strict.ValidAlgorithms = Algorithms;
        return base.ValidateTokenAsync(token, strict);
    }

    /// <summary>
    /// The token answers this very sign-in. The framework reads the nonce's cookie and leaves the comparison to its protocol validator, which it skips
    /// because Identity.Web redeems the code itself.
    /// </summary>
    /// <exception cref="AuthenticationFailureException">It answers another one, or none.</exception>
    public static void RequireNonce(TokenValidatedContext context)
    {
        var answered = context.SecurityToken?.Payload.Nonce;
        if (string.IsNullOrEmpty(context.Nonce) || !string.Equals(answered, context.Nonce, StringComparison.Ordinal))
            throw new AuthenticationFailureException("The identity token's nonce is not the one of this sign-in.");
    }
}
