using AutopilotReset.Web.Hosting;

return await ConsoleStart.RunAsync(args);
