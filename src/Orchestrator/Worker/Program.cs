using AutopilotReset.Engine.Hosting;
using AutopilotReset.Worker;

return await ProgramStart.RunAsync(() => WorkerHost.CreateBuilder(args), WorkerHost.Build, WorkerChecks.Check);
