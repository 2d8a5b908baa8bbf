using System.Data.Common;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Guards;

/// <summary>
/// The guards' numbers as they hold now: the configuration's, and over them what was changed on the page. The only one who reads either, so that no two parts of the
/// console go by different numbers, nor one node by an older one than another.
/// </summary>
public sealed class PresentNumbers(ConsoleDatabase database, IOptions<GuardNumbers> configured, TenantIdentity tenant)
{
    /// <summary>Asked for every send: translated once, not each time. Kept with this object, since a model belongs to one database.</summary>
    private readonly Func<ConsoleDbContext, string, Task<string?>> _text =
        EF.CompileAsyncQuery((ConsoleDbContext db, string tenantId) => db.Set<GuardNumbersRow>().Where(n => n.Tenant == tenantId).Select(n => (string?)n.Numbers).FirstOrDefault());

    /// <summary>What the configuration says, which holds where nobody changed it.</summary>
    internal GuardNumbers Configured => configured.Value;

    /// <summary>Of the rows of this very transaction: what decides over a send is read where it decides.</summary>
    /// <exception cref="GuardsUnreadableException">They cannot be read or used.</exception>
    public async Task<GuardNumbers> ReadAsync(ConsoleDbContext db) => Of(await _text(db, tenant.TenantId));

    /// <summary>For who decides nothing yet, or decides again in its transaction.</summary>
    /// <exception cref="GuardsUnreadableException">They cannot be read or used.</exception>
    public Task<GuardNumbers> ReadAsync() => database.ReadAsync(ReadAsync);

    /// <param name="text">The row's, read by the caller together with something else; <c>null</c>: there is none.</param>
    /// <exception cref="GuardsUnreadableException">They cannot be read or used.</exception>
    internal GuardNumbers Of(string? text) => FrozenNumbers.Over(configured.Value, text);

    /// <summary>For who only shows something: where they cannot be read nothing is sent, and the pages stay.</summary>
    internal async Task<GuardNumbers> ShownAsync(ConsoleDbContext db)
    {
        try
        {
            return await ReadAsync(db);
        }
        catch (GuardsUnreadableException)
        {
            return configured.Value;
        }
    }

    /// <summary>Whether a reason that a person gives says enough. Numbers that cannot be read keep nobody from stopping: the configuration's counts then.</summary>
    internal async Task<Refused?> RefuseReasonAsync(string? text, string what)
    {
        int least;
        try
        {
            least = (await ReadAsync()).ReasonMinLength;
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or FormatException)
        {
            least = configured.Value.ReasonMinLength;
        }

        return GivenReasons.Require(text, what, least);
    }
}
