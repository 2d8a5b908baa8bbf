using AutopilotReset.Simulator.Hosting;

return await PracticeProgram.RunAsync(args);
