using System.Reflection;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using GuardsView = AutopilotReset.Shared.Console.Guards;

namespace AutopilotReset.Engine.Guards;

/// <summary>The guards as they stand.</summary>
internal sealed class GuardQueries(ConsoleDatabase database, TenantIdentity tenant, PresentNumbers numbers, IOptions<GuardOptions> options, IOptions<GraphOptions> graph, TimeProvider time)
{
    private static string Version { get; } =
        typeof(GuardQueries).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <exception cref="UnauthorizedAccessException">The admin was not let in.</exception>
    public Task<GuardsView> GetAsync(Admin admin, CancellationToken stop)
    {
        if (!Viewers.MayLook(admin, tenant))
            throw new UnauthorizedAccessException("Only those whom this console let in may see its guards.");
        return database.ReadAsync(async db => View(
            Account.Of(admin),
            await db.Set<GuardNumbersRow>().AsNoTracking().FirstOrDefaultAsync(n => n.Tenant == tenant.TenantId, stop),
            await db.Set<KillSwitchRow>().AsNoTracking().FirstOrDefaultAsync(k => k.Tenant == tenant.TenantId, stop),
            await db.Set<GuardEntryRow>().Where(e => e.Tenant == tenant.TenantId).OrderBy(e => e.List).ThenBy(e => e.Kind).ThenBy(e => e.Value).ToListAsync(stop),
            await SendTally.ReadAsync(db, tenant.TenantId, time.GetUtcNow(), stop),
            await db.Set<DeploymentStamp>().Select(d => (Guid?)d.DeploymentId).SingleOrDefaultAsync(stop)));
    }

    /// <summary>A switch without its row stops everything, so it is shown as on.</summary>
    internal static async Task<KillSwitch> KillSwitchAsync(ConsoleDbContext db, string tenant, CancellationToken stop)
    {
        return Shown(await db.Set<KillSwitchRow>().AsNoTracking().FirstOrDefaultAsync(k => k.Tenant == tenant, stop));
    }

    private static KillSwitch Shown(KillSwitchRow? row) => row is null
        ? new KillSwitch(true, "The kill switch cannot be read, so nothing is sent. Restart the console.", null, null)
        : new KillSwitch(row.On, row.Reason, row.By, row.Since);

    private GuardsView View(Account viewer, GuardNumbersRow? changed, KillSwitchRow? killSwitch, List<GuardEntryRow> entries, List<SentBy> sent, Guid? deployment)
    {
        var shown = ShownNumbers.Of(numbers, changed, viewer, time.GetUtcNow());
        return View(viewer, shown.Present, killSwitch, entries, sent, deployment) with { Numbers = shown.Rows, NumbersProblem = shown.Problem };
    }

    private GuardsView View(Account viewer, GuardNumbers present, KillSwitchRow? killSwitch, List<GuardEntryRow> entries, List<SentBy> sent, Guid? deployment) => new()
    {
        Numbers = [],
        KillSwitch = Shown(killSwitch) with { OffAsked = LooseningAsk.Shown(killSwitch?.OffAsk, viewer, time.GetUtcNow()) },
        Entries = [.. entries.Select(e => e.Shown(viewer, time.GetUtcNow()))],
        SentLast24Hours = sent.Sum(s => s.Last24Hours),
        SentLastHour = sent.Sum(s => s.LastHour),
        SendsPerMinute = graph.Value.WritesPer20Seconds * 3,
        ConfirmationValidHours = present.ConfirmationValidHours,
        ApprovalValidHours = present.ApprovalValidHours,
        StartGraceMinutes = options.Value.StartGraceMinutes,
        LoosenAloneAfterHours = options.Value.LoosenAloneAfterHours,
        TicketPattern = options.Value.TicketPattern,
        ReasonMinLength = present.ReasonMinLength,
        TenantId = tenant.TenantId,
        Cloud = tenant.Cloud,
        DeploymentId = deployment?.ToString() ?? "not stamped",
        Version = Version,
    };
}
