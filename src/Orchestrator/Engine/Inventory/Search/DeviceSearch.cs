using System.Collections.Concurrent;
using System.Data.Common;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>
/// Finds the rows of one page. Sorted hit lists and totals are kept for the questions asked last, so that scrolling a search asks the database for nothing but its rows.
/// </summary>
internal sealed class DeviceSearch(ConsoleDatabase database)
{
    private const int Kept = 64;

    private readonly ConcurrentDictionary<Question, Answer> _answers = new();
    private long _clock;

    /// <param name="question">Which rows in which order.</param>
    /// <param name="stamp">Number of the verdicts' state; a hit list of another state is not used.</param>
    /// <param name="skip">Rows before the page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="stop">Cancels between queries.</param>
    public async Task<(IReadOnlyList<long> Ids, int Total)> FindAsync(SearchSql question, int stamp, int skip, int take, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var key = new Question(question.Run, stamp, question.Text.Text, question.Filter, question.Sort, question.Descending, Fingerprint(question));
        if (!_answers.TryGetValue(key, out var answer))
            answer = Keep(key, await database.ReadAsync(db => Task.FromResult(Ask(db, question))));
        answer.UsedAt = Interlocked.Increment(ref _clock);
        if (answer.Ids is { } ids)
            return (ids.Length <= skip ? [] : ids[skip..Math.Min(ids.Length, skip + take)], ids.Length);
        return (await database.ReadAsync(db => Task.FromResult(Page(db, question, answer.Total, skip, take))), answer.Total);
    }

    private static Answer Ask(ConsoleDbContext db, SearchSql question)
    {
        var hits = question.Probe() is { } probe ? (int)Scalar(db, question, probe)
            : question.Filter.IsEmpty ? int.MaxValue
            : FlagTotal(db, question);
        if (hits == 0)
            return new Answer([], 0);
        if (hits <= question.NarrowHits)
        {
            var ids = Ids(db, question, question.Narrow(), 0, 0);
            return new Answer(ids, ids.Length);
        }

        var total = question.Text.IsEmpty ? FlagTotal(db, question) - Excluded(db, question) : (int)Scalar(db, question, question.Count());
        return new Answer(null, total);
    }

    private static long[] Page(ConsoleDbContext db, SearchSql question, int total, int skip, int take)
    {
        take = Math.Min(take, total - skip);
        if (take <= 0)
            return [];
        var fromEnd = total - skip - take;
        if (fromEnd >= skip)
            return Ids(db, question, question.Walk(backwards: false), skip, take);
        var ids = Ids(db, question, question.Walk(backwards: true), fromEnd, take);
        Array.Reverse(ids);
        return ids;
    }

    /// <summary>Rows of the run whose flags pass, from the index of the flags: some dozens of distinct values.</summary>
    private static int FlagTotal(ConsoleDbContext db, SearchSql question) =>
        (int)Scalar(db, question, $"SELECT COALESCE(SUM(N), 0) FROM (SELECT Flags, COUNT(*) AS N FROM InventoryVerdicts WHERE Run = @run GROUP BY Flags) WHERE (Flags & {question.Filter.Mask}) = {question.Filter.Value}");

    private static int Excluded(ConsoleDbContext db, SearchSql question) => question.Not.Count == 0 ? 0
        : (int)Scalar(db, question, $"SELECT COUNT(*) FROM InventoryVerdicts WHERE Id IN ({string.Join(',', question.Not)}) AND (Flags & {question.Filter.Mask}) = {question.Filter.Value}");

    private static long Scalar(ConsoleDbContext db, SearchSql question, string sql)
    {
        using var command = Command(db, question, sql);
        return (long)command.ExecuteScalar()!;
    }

    private static long[] Ids(ConsoleDbContext db, SearchSql question, string sql, int skip, int take)
    {
        using var command = Command(db, question, sql);
        Add(command, "@skip", skip);
        Add(command, "@take", take);
        var ids = new List<long>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
            ids.Add(reader.GetInt64(0));
        return [.. ids];
    }

    internal static DbCommand Command(ConsoleDbContext db, SearchSql question, string sql)
    {
        db.Database.OpenConnection();
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        Add(command, "@run", question.Run);
        if (question.Text.IsEmpty)
            return command;
        Add(command, "@text", question.Text.Text);
        Add(command, "@end", question.Text.PrefixEnd);
        Add(command, "@match", question.Text.Match);
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        if (!command.CommandText.Contains(name, StringComparison.Ordinal))
            return;
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private Answer Keep(Question key, Answer answer)
    {
        _answers[key] = answer;
        if (_answers.Count > Kept)
        {
            foreach (var (old, _) in _answers.OrderBy(a => a.Value.UsedAt).Take(_answers.Count - Kept / 2))
                _answers.TryRemove(old, out _);
        }

        return answer;
    }

    /// <summary>Armed devices are few; their ids tell one question from another.</summary>
    private static string Fingerprint(SearchSql question) =>
        $"{(question.Only is null ? "" : "=" + string.Join(',', question.Only))}!{string.Join(',', question.Not)}";

    private sealed record Question(long Run, int Stamp, string Text, FlagFilter Filter, DeviceSort Sort, bool Descending, string Ids);

    /// <param name="Ids">All hits in order, where they are few.</param>
    private sealed record Answer(long[]? Ids, int Total)
    {
        public long UsedAt { get; set; }
    }
}
