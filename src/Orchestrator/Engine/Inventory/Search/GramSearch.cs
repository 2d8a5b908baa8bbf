using System.Globalization;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Store;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>Looks trigrams up: one step into the table for each, never a scan.</summary>
internal static class GramSearch
{
    private const int Segments = 2;

    /// <summary>More trigrams than these hardly narrow a search further.</summary>
    private const int MostGrams = 12;

    public static List<int> Find(ConsoleDbContext db, long run, IReadOnlyCollection<int> grams)
    {
        var found = new List<int>();
        for (var segment = 0; segment < Segments; segment++)
            found.AddRange(Segment(db, run, segment, [.. grams.Take(MostGrams)]));
        return found;
    }

    internal static string Sql(long run, int segment, IReadOnlyCollection<int> grams) =>
        $"SELECT \"Places\" FROM \"InventoryGrams\" WHERE \"Id\" IN ({string.Join(',', grams.Select(g => InventoryGram.IdOf(run, segment, g).ToString(CultureInfo.InvariantCulture)))})";

    private static List<int> Segment(ConsoleDbContext db, long run, int segment, IReadOnlyCollection<int> grams)
    {
        var lists = new List<byte[]>(grams.Count);
        db.Database.OpenConnection();
        using (var command = db.Database.GetDbConnection().CreateCommand())
        {
            command.CommandText = Sql(run, segment, grams);
            using var reader = command.ExecuteReader();
            while (reader.Read())
                lists.Add((byte[])reader.GetValue(0));
        }

        // A trigram without a row stands in no text.
        if (lists.Count < grams.Count)
            return [];
        lists.Sort((a, b) => a.Length.CompareTo(b.Length));
        var common = new List<int>();
        GramBuilder.Decode(lists[0], common);
        var other = new List<int>();
        foreach (var list in lists.Skip(1))
        {
            other.Clear();
            GramBuilder.Decode(list, other);
            common = Intersect(common, other);
        }

        return common;
    }

    private static List<int> Intersect(List<int> a, List<int> b)
    {
        var both = new List<int>(Math.Min(a.Count, b.Count));
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            if (a[i] == b[j])
            {
                both.Add(a[i]);
                i++;
                j++;
            }
            else if (a[i] < b[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return both;
    }
}
