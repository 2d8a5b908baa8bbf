using AutopilotReset.Benchmarks;
using AutopilotReset.Benchmarks.Circuits;
using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Benchmarks.Inventory;
using AutopilotReset.Benchmarks.Keystroke;
using AutopilotReset.Benchmarks.Peers;
using AutopilotReset.Benchmarks.Queries;
using AutopilotReset.Benchmarks.Search;
using AutopilotReset.Benchmarks.Sending;
using AutopilotReset.Benchmarks.Start;
using AutopilotReset.Benchmarks.Tracking;

var options = new Options(args);
return options.Name switch
{
    "inventory" => await AsDeployed.RunAsync(options, args, InventoryBenchmark.RunAsync),
    "inventory-child" => await InventoryChild.RunAsync(options),
    "serve" => await PageHost.RunAsync(options),
    "search" => await SearchBenchmark.RunAsync(options),
    "dispatch" => await AsDeployed.RunAsync(options, args, DispatchBenchmark.RunAsync),
    "ceiling" => await AsDeployed.RunAsync(options, args, CeilingBenchmark.RunAsync),
    "peers" => await PeersBenchmark.RunAsync(options),
    "tenant" => await TenantChild.RunAsync(options),
    "node" => await NodeChild.RunAsync(),
    "keystroke" => await KeystrokeBenchmark.RunAsync(options),
    "start" => await StartBenchmark.RunAsync(options),
    "circuits" => await CircuitsBenchmark.RunAsync(options),
    "queries" => await QueriesBenchmark.RunAsync(options),
    "tracking" => await TrackingBenchmark.RunAsync(options),
    "tracking-child" => await TrackingChild.RunAsync(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- inventory|search|keystroke|start|queries|tracking|dispatch|ceiling|circuits|peers [--devices N] [--rounds N] [--factor N] [--provider sqlite|postgres] [--nodes N]");
    return 2;
}
