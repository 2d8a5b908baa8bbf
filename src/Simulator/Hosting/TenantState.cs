using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Entra;
using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Simulator.Hosting;

/// <summary>What a tenant starts from: a fresh fleet, or what an earlier one left in the data folder.</summary>
internal sealed class TenantState : IDisposable
{
    private readonly StateJournal? _journal;
    private readonly List<JournalLine> _lines;

    private TenantState(StateJournal? journal, List<JournalLine> lines, FleetRecipe recipe, PracticeCertificates certificates)
    {
        _journal = journal;
        _lines = lines;
        Recipe = recipe;
        Certificates = certificates;
    }

    public FleetRecipe Recipe { get; }
    public PracticeCertificates Certificates { get; }

    public static TenantState Open(PracticeOptions options, DateTimeOffset now)
    {
        var asked = new FleetRecipe(options.Seed, options.Devices, now);
        if (options.DataFolder is not { } folder) return new TenantState(null, [], asked, PracticeCertificates.OfThisProcess);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PracticeException($"The data folder {folder} cannot be made: {e.Message}", e);
        }
        var (journal, lines) = StateJournal.Open(folder);
        try
        {
            var found = lines.FirstOrDefault(l => l.Recipe is not null)?.Recipe;
            if (found is not null && (found.Seed != asked.Seed || found.Devices != asked.Devices))
                throw new PracticeException($"The data folder {folder} holds a fleet of {found.Devices} devices with seed {found.Seed}, but {asked.Devices} with seed {asked.Seed} were asked for. Choose another --data, or delete it.");
            if (found is null) journal.Write(new JournalLine(Recipe: asked));
            return new TenantState(journal, lines, found ?? asked, CertificatesIn(folder));
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The fleet as it was left.</summary>
    public FleetContent Fleet(PersonaBook personas)
    {
        var content = FleetGenerator.Generate(Recipe.Seed, Recipe.Devices, Recipe.Epoch, personas.AsUsers());
        foreach (var line in _lines)
        {
            if (line.Device is { } device && device.Index < content.Devices.Count) content.Devices[device.Index] = device;
        }
        return content;
    }

    /// <summary>Brings the logs and knobs back, and from now on writes down what changes.</summary>
    public void Attach(PracticeTenant tenant, AuditBook audit)
    {
        foreach (var line in _lines)
        {
            if (line.Order is { } order) tenant.Orders.Restore(order);
            if (line.Audit is { } entry) audit.Add(entry);
        }
        if (_lines.FindLast(l => l.Knobs is not null)?.Knobs is { } knobs) Knobs.Restore(knobs, tenant.Personas, tenant.Consents);
        if (_journal is not { } journal) return;
        tenant.Fleet.Changed = device => journal.Write(new JournalLine(Device: device));
        tenant.Orders.Changed = order => journal.Write(new JournalLine(Order: order));
        audit.Changed = entry => journal.Write(new JournalLine(Audit: entry));
        tenant.Consents.Changed = () => SaveKnobs(tenant);
    }

    /// <summary>Writes people and consents down.</summary>
    public void SaveKnobs(PracticeTenant tenant) => _journal?.Write(new JournalLine(Knobs: Knobs.Of(tenant.Personas, tenant.Consents)));

    public void Dispose()
    {
        _journal?.Dispose();
        if (Certificates != PracticeCertificates.OfThisProcess) Certificates.Dispose();
    }

    private static PracticeCertificates CertificatesIn(string folder)
    {
        if (!File.Exists(Path.Combine(folder, DataFolder.AuthorityFile)))
        {
            var fresh = PracticeCertificates.Create();
            fresh.Save(folder);
            return fresh;
        }
        try
        {
            return PracticeCertificates.Load(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            throw new PracticeException($"A certificate or key in {folder} is missing or cannot be read: {e.Message} Delete the folder to start afresh.", e);
        }
    }
}
