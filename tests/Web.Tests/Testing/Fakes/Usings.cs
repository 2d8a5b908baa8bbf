global using AutopilotReset.Shared.Console;
global using AutopilotReset.Shared.Devices;
global using AutopilotReset.Shared.Eligibility;
global using AutopilotReset.Shared.Resets;
global using AutopilotReset.Shared.Schedules;
global using AutopilotReset.Shared.Sites;
global using AutopilotReset.Shared.Waves;
