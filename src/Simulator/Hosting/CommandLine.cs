using System.Globalization;

namespace AutopilotReset.Simulator.Hosting;

/// <summary>What the program was asked to do.</summary>
internal sealed record CommandLine
{
    public const string Help = """
        The practice tenant: Entra sign-in, Microsoft Graph and a fleet of devices on this machine, and the console against them.

          dotnet run --project src/Simulator [-- OPTIONS]

          --devices N         devices in the fleet (250; the named cast is always whole)
          --seed S            same seed and number, same fleet (1)
          --speed X           how many times faster than life devices are (60)
          --data DIR          where state, keys and the console's database are kept (.practice)
          --port P            first of the tenant's four ports: TLS, proxy, sign-in pages, control (5443); 0 takes free ones
          --console-port P    the console's port (5000); 0 takes a free one
          --console PATH      a published console, .dll or executable, instead of the one built beside this program
          --no-console        the tenant alone
          --record DIR        write every exchange with Graph to DIR/exchanges.jsonl
          --help              this text
        """;

    public int? Devices { get; init; }
    public int? Seed { get; init; }
    public double Speed { get; init; } = 60;
    public string Data { get; init; } = ".practice";
    public int Port { get; init; } = 5443;
    public int ConsolePort { get; init; } = 5000;
    public string? Console { get; init; }
    public bool NoConsole { get; init; }
    public string? Record { get; init; }
    public bool ShowHelp { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="PracticeException">One of them is unknown or has no good value; the message names it.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i];
            string Value() => ++i < args.Count ? args[i] : throw new PracticeException($"{name} needs a value. --help lists the options.");
            line = name switch
            {
                "--devices" => line with { Devices = Whole(name, Value(), 1, 2_000_000) },
                "--seed" => line with { Seed = Whole(name, Value(), 0, int.MaxValue) },
                "--speed" => line with { Speed = Factor(name, Value()) },
                "--data" => line with { Data = Value() },
                "--port" => line with { Port = Whole(name, Value(), 0, 65_532) },
                "--console-port" => line with { ConsolePort = Whole(name, Value(), 0, 65_535) },
                "--console" => line with { Console = Value() },
                "--no-console" => line with { NoConsole = true },
                "--record" => line with { Record = Value() },
                "--help" or "-h" or "-?" => line with { ShowHelp = true },
                _ => throw new PracticeException($"Unknown option '{name}'. --help lists the options."),
            };
        }
        return line;
    }

    /// <summary>The tenant's part. What is not said comes from the data folder, if it holds a fleet already.</summary>
    public PracticeOptions ToOptions()
    {
        var folder = Path.GetFullPath(Data);
        var found = StateJournal.RecipeIn(folder);
        return new PracticeOptions
        {
            Devices = Devices ?? found?.Devices ?? 250,
            Seed = Seed ?? found?.Seed ?? 1,
            Speed = Speed,
            DataFolder = folder,
            TlsPort = Port,
            ProxyPort = Port == 0 ? 0 : Port + 1,
            BrowserPort = Port == 0 ? 0 : Port + 2,
            ControlPort = Port == 0 ? 0 : Port + 3,
            RecordFolder = Record,
        };
    }

    private static int Whole(string name, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new PracticeException($"{name} has to be a whole number from {least} to {most}: '{text}'.");

    private static double Factor(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)
            ? value
            : throw new PracticeException($"{name} has to be a number above 0: '{text}'.");
}
