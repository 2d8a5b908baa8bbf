using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Simulator.Hosting;

/// <summary>How a fleet was made; with this and the journal it can be made again.</summary>
internal sealed record FleetRecipe(int Seed, int Devices, DateTimeOffset Epoch);

/// <summary>What became of people, consents and settings.</summary>
internal sealed record KeptKnobs(List<KeptPersona> Personas, List<string> Everybody, List<string> Application, List<KeptGrant> Own);

internal sealed record KeptPersona(string Name, List<string> Roles, bool EmitsWids, bool RolesReadable, bool Disabled, bool MfaRequired, DateTimeOffset? RevokedAt, DateTimeOffset? ChallengedAt);

internal sealed record KeptGrant(string Oid, string Scope);

/// <summary>One line of the journal: exactly one of these is set. The latest line about a thing is the valid one.</summary>
internal sealed record JournalLine(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FleetRecipe? Recipe = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PracticeDevice? Device = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AcceptedOrder? Order = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AuditEntry? Audit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] KeptKnobs? Knobs = null);

/// <summary>What happened, as JSON lines in the data folder, so that a second start finds what the first left.</summary>
internal sealed class StateJournal : IDisposable
{
    private const string FileName = "fleet.jsonl";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly FileStream _claim;

    private StateJournal(FileStream file, FileStream claim)
    {
        _file = file;
        _claim = claim;
    }

    /// <summary>Opens the journal of a folder for this process alone, and reads what it holds.</summary>
    /// <exception cref="PracticeException">Another tenant uses the folder, or the journal cannot be read.</exception>
    public static (StateJournal Journal, List<JournalLine> Lines) Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        // A file of its own: on Linux only "share with nobody" keeps a second process out, and the journal itself may be read by anybody.
        var claim = OpenOrTell(Path.Combine(folder, "in-use"), FileShare.None, "is another practice tenant running on it?");
        FileStream? file = null;
        try
        {
            file = OpenOrTell(path, FileShare.Read, "may this user write there?");
            var lines = Read(file, path);
            file.Seek(0, SeekOrigin.End);
            return (new StateJournal(file, claim), lines);
        }
        catch
        {
            file?.Dispose();
            claim.Dispose();
            throw;
        }
    }

    private static FileStream OpenOrTell(string path, FileShare share, string guess)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PracticeException($"The practice data {path} cannot be opened ({guess}): {e.Message}", e);
        }
    }

    /// <summary>How the fleet of a folder was made; null where there is none or it cannot be read, which opening it will tell.</summary>
    public static FleetRecipe? RecipeIn(string folder)
    {
        try
        {
            using var file = new FileStream(Path.Combine(folder, FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file, Encoding.UTF8);
            return reader.ReadLine() is { } first ? JsonSerializer.Deserialize<JournalLine>(first, _json)?.Recipe : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(JournalLine line)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, _json);
        lock (_gate)
        {
            _file.Write(bytes);
            _file.WriteByte((byte)'\n');
            _file.Flush();
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _claim.Dispose();
    }

    private static List<JournalLine> Read(FileStream file, string path)
    {
        var lines = new List<JournalLine>();
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        long whole = 0;
        while (reader.ReadLine() is { } text)
        {
            try
            {
                lines.Add(JsonSerializer.Deserialize<JournalLine>(text, _json)!);
                whole += Encoding.UTF8.GetByteCount(text) + 1;
            }
            // A process that was killed while writing leaves half a line at the very end; anything else is damage.
            catch (JsonException) when (reader.EndOfStream && file.Length < whole + Encoding.UTF8.GetByteCount(text) + 1)
            {
                file.SetLength(whole);
                return lines;
            }
            catch (JsonException e)
            {
                throw new PracticeException($"The practice data {path} cannot be read at line {lines.Count + 1}: {e.Message} Delete the folder to start afresh.", e);
            }
        }
        return lines;
    }
}
