using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Batches.Commands;

/// <summary>Lends a batch the admin's tokens, or says why that cannot be.</summary>
internal static class Loans
{
    public static async Task<Refused?> LendAsync(IEntraSession session, Account account, Guid batchId, CancellationToken stop)
    {
        try
        {
            await session.LendAsync(account, batchId, stop);
            return null;
        }
        catch (Exception e) when (e is SignInNeededException or AuthorityUnreachableException)
        {
            return new Refused("no-token", $"The batch could not be given your sign-in to work with: {e.Message}");
        }
    }
}
