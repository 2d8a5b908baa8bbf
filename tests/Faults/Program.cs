using AutopilotReset.Faults;
using AutopilotReset.Faults.Child;

if (args is ["console"])
    return await ConsoleChild.RunAsync();

var size = args.Contains("--quick") ? Size.Quick : Size.Full;
var wanted = args.Where(a => a != "--quick").Select(a => a.ToUpperInvariant()).ToList();
var runs = wanted is ["ALL"] ? FaultList.All.ToList() : FaultList.All.Where(f => wanted.Contains(f.Key)).ToList();
if (runs.Count == 0 || (wanted is not ["ALL"] && runs.Count != wanted.Count))
{
    Console.Error.WriteLine($"dotnet run -c Release --project tests/Faults -- all|{string.Join('|', FaultList.All.Keys)} [--quick]");
    return 2;
}

var failed = 0;
foreach (var (_, run) in runs)
{
    var report = await run(size);
    Console.WriteLine(report.ToJson());
    failed |= report.Holds ? 0 : 1;
}

return failed;
