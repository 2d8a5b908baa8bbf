namespace AutopilotReset.Simulator.Fleet.Cast;

/// <summary>Names and serial numbers that double, lie or attack.</summary>
internal static class NameCast
{
    public static readonly IReadOnlyList<CastMember> Members =
    [
        new("NB-DUP-SERIAL-A", "shares its serial number with NB-DUP-SERIAL-B"),
        new("NB-DUP-SERIAL-B", "shares its serial number with NB-DUP-SERIAL-A"),
        new("NB-SAME-NAME", "shares its name with another device"),
        new("NB-SAME-NAME#2", "the other NB-SAME-NAME"),
        new("NB-SERIAL-OEM", "placeholder serial", (d, _, _) => Shapes.Serial(d, "To be filled by O.E.M.")),
        new("NB-SERIAL-DEF", "placeholder serial", (d, _, _) => Shapes.Serial(d, "Default string")),
        new("NB-SERIAL-0", "placeholder serial", (d, _, _) => Shapes.Serial(d, "0")),
        new("NB-SERIAL-NONE", "no serial", (d, _, _) => Shapes.Serial(d, "")),
        new("NAME-HTML", "a name that tries to be HTML", (d, _, _) => Shapes.Named(d, "<img src=x onerror=alert(1)>")),
        new("NAME-SCRIPT", "a name that tries to be a script", (d, _, _) => Shapes.Named(d, "</td><script>alert('x')</script>")),
        new("NAME-FORMULA", "a name that tries to be a formula", (d, _, _) => Shapes.Named(d, "=cmd|'/c calc'!A0")),
        new("NAME-SUM", "a name that tries to be a formula", (d, _, _) => Shapes.Named(d, "@SUM(1+1)*cmd")),
        new("NAME-TAB", "a name that hides a formula behind a tab", (d, _, _) => Shapes.Named(d, "\t=1+1")),
        new("NAME-LINES", "a name with a line break and a forged entry", (d, _, _) => Shapes.Named(d, "NB-LINES\r\nreset accepted by ada")),
        new("NAME-RTL", "a name that runs right to left", (d, _, _) => Shapes.Named(d, "NB-\u202EGPJ.EXE")),
        new("NAME-ZERO", "a name with a zero-width space", (d, _, _) => Shapes.Named(d, "NB-CLEAN\u200B-01")),
        new("NAME-QUOTE", "a name with quotes, commas and percent signs", (d, _, _) => Shapes.Named(d, "NB \"50%\", O'Neil; DROP")),
        new("NAME-LONG", "a name of 300 letters", (d, _, _) => Shapes.Named(d, "NB-" + new string('W', 297))),
    ];
}
