using AutopilotReset.Faults;
using AutopilotReset.Faults.Child;

if (args is ["console"])
    return await ConsoleChild.RunAsync();

var size = args.Contains("--tiny") ? Size.Test : args.Contains("--quick") ? Size.Quick : Size.Full;
var wanted = args.Where(a => !a.StartsWith('-')).Select(a => a.ToUpperInvariant()).ToList();
var known = FaultList.All.Select(f => f.Fault).Distinct().ToList();
var runs = FaultList.All.Where(f => wanted is ["ALL"] || wanted.Contains(f.Fault)).ToList();
if (runs.Count == 0 || (wanted is not ["ALL"] && wanted.Except(known).Any()))
{
    Console.Error.WriteLine($"dotnet run -c Release --project tests/Faults -- all|{string.Join('|', known)} [--quick|--tiny]");
    return 2;
}

var failed = 0;
foreach (var (_, runAsync) in runs)
{
    var report = await runAsync(size);
    Console.WriteLine(report.ToJson());
    failed |= report.Holds ? 0 : 1;
}

return failed;
