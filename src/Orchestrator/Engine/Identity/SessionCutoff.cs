using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Identity;

/// <summary>Why an admin's sessions ended before their time.</summary>
public enum SessionEnd
{
    SignedOut = 0,
    RoleLost = 1,

    /// <summary>Entra wants the person to sign in again: revoked, disabled, password changed, policy.</summary>
    SignInNeeded = 2,
}

/// <summary>Sessions of this account that began up to <see cref="At"/> are over, whatever their cookies say.</summary>
internal sealed class SessionCutoff
{
    /// <summary><see cref="Account.Id"/>.</summary>
    public required string AccountId { get; init; }

    public required DateTimeOffset At { get; set; }
    public required SessionEnd Why { get; set; }
}

internal sealed class SessionCutoffMapping : IEntityTypeConfiguration<SessionCutoff>
{
    public void Configure(EntityTypeBuilder<SessionCutoff> builder) => builder.ToTable("SessionCutoffs").HasKey(c => c.AccountId);
}
