using System.Diagnostics;
using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Join;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Benchmarks.Inventory;

internal static class Profile
{
    public static int Run(Options options)
    {
        var folder = Path.Combine(Path.GetTempPath(), "inventory-profile");
        if (!Directory.Exists(folder))
            new FleetPages(options.Number("devices", 100_000), folder).Render();
        for (var round = 0; round < 6; round++)
        {
            var run = new InventoryRun { Id = 1, Tenant = "t", Reader = "r", StartedAt = default };
            var lists = new ReadLists(run);
            var pages = new List<(InventorySource, StagedPage)>();
            Step("tokenise", () =>
            {
                foreach (var name in Directory.GetFiles(folder, "*.json").Order())
                {
                    var reader = new System.Text.Json.Utf8JsonReader(File.ReadAllBytes(name));
                    while (reader.Read()) { }
                }
            });
            Step("parse+wrap", () =>
            {
                foreach (var source in InventorySource.All)
                {
                    var parser = new PageParser(source);
                    var number = 0;
                    foreach (var name in Directory.GetFiles(folder, source.Kind.ToString().ToLowerInvariant() + "-*.json").Order())
                        pages.Add((source, StagedPage.Of(lists, source, number++, parser.Parse(File.ReadAllBytes(name)), default)));
                }
            });
            foreach (var kind in Enum.GetValues<SourceKind>())
            {
                Step("index " + kind, () =>
                {
                    foreach (var (source, page) in pages.Where(p => p.Item1.Kind == kind))
                    {
                        foreach (var part in page.Parts)
                            lists.Index(source.Kind, part.Bytes);
                    }
                });
            }

            var grams = new GramBuilder();
            Step("grams", () =>
            {
                for (var place = 0; place < lists.Columns.Count; place++)
                    grams.Add(place, lists.Columns.Texts[place]);
            });
            Step("orders", () => lists.Columns.Orders(0));
            var context = new EligibilityContext { Now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), Protected = new ProtectedDevices() };
            Step("join", () => new Joiner(lists, context, []).Join());
            var facts = new List<Shared.Devices.DeviceFacts>();
            var related = new RecordWriter();
            Step("facts", () =>
            {
                for (var i = 0; i < lists.Intune.Count; i++)
                {
                    related.Clear();
                    related.Bytes(Field.EntraRecord, lists.Entra[i]);
                    facts.Add(FactsReader.Facts('i', lists.Intune[i], related.Written, default));
                }
            });
            Step("judge", () =>
            {
                foreach (var f in facts)
                    ResetEligibility.Judge(f, context);
            });
            foreach (var rule in ResetEligibility.Rules)
            {
                if (round < 5) break;
                Step("  " + rule.GetType().Name, () =>
                {
                    var reasons = new List<Reason>();
                    foreach (var f in facts)
                    {
                        reasons.Clear();
                        rule.Judge(f, context, reasons);
                    }
                });
            }
            Step("write", () =>
            {
                var file = Path.Combine(folder, "x.db");
                File.Delete(file); File.Delete(file + "-wal"); File.Delete(file + "-shm");
                using var db = new BenchDatabase(file);
                foreach (var slice in pages.Chunk(8))
                    db.Console.WriteAsync(d => { RunRows.Insert(d, "InventoryParts", slice.SelectMany(s => s.Item2.Parts).Select(p => (p.Id, p.Bytes))); return Task.CompletedTask; }, default).Wait();
            });
            Step("write grams", () =>
            {
                using var db = new BenchDatabase(Path.Combine(folder, "x.db"));
                ManagedIndex.WriteAsync(db.Console, grams, 1, 0, default).Wait();
            });
            System.Console.WriteLine($"parts {pages.Sum(p => p.Item2.Parts.Sum(x => x.Bytes.Length)) >> 20} MB, grams {grams.Rows(1, 0).Count()} rows {grams.Rows(1, 0).Sum(r => r.Places.Length) >> 20} MB");
        }

        return 0;
    }

    private static void Step(string name, Action work)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var bytes = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        work();
        System.Console.WriteLine(Report.Of($"{name,-20} wall {clock.Elapsed.TotalMilliseconds,7:F0} cpu {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds,7:F0} MB {(GC.GetTotalAllocatedBytes() - bytes) >> 20}"));
    }
}
