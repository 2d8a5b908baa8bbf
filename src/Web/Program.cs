using AutopilotReset.Web.Hosting;
using AutopilotReset.Web.Hosting.Checks;

var builder = ConsoleHost.CreateBuilder(args);
if (ConfigurationCheck.Of(builder.Configuration) is { Count: > 0 } mistakes)
    return StartFailure.Tell(Console.Error, mistakes);

WebApplication app;
try
{
    app = ConsoleHost.Build(builder);
    await ConsoleHost.PrepareAsync(app, CancellationToken.None);
    await app.StartAsync();
}
catch (Exception failure)
{
    return StartFailure.Tell(Console.Error, StartFailure.CausesOf(failure));
}

await app.WaitForShutdownAsync();
await app.DisposeAsync();
return 0;
