using AutopilotReset.Web.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Web.Tests.Hosting;

public sealed class OneLineFormatterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("NB-1\r\n2026-11-20T09:00:00.000Z info Forged: Ada reset everything")]
    [InlineData("NB-1\nfail: forged")]
    [InlineData("NB-1\rforged")]
    [InlineData("NB-1\u2028forged\u2029forged\u0085forged\u000bforged\u000cforged")]
    public void Write_NameWithLineBreaks_StaysOneEntry(string name)
    {
        var text = Written(name, null);

        Assert.EndsWith(Environment.NewLine, text, StringComparison.Ordinal);
        Assert.DoesNotContain(text[..^Environment.NewLine.Length], c => char.IsControl(c) || c is '\u2028' or '\u2029');
        Assert.StartsWith("2026-11-20T09:00:00.000Z warn Engine.Devices[7]: Device NB-1⏎", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TerminalCodesAndDirectionMarks_AreShown() =>
        Assert.Equal($"2026-11-20T09:00:00.000Z warn Engine.Devices[7]: Device a␦[2Jb␦c␦{Environment.NewLine}", Written("a\u001b[2Jb\u202ec\0", null));

    [Fact]
    public void Write_Fault_IsInTheSameLineWithItsTrace()
    {
        var text = Written("NB-1", Thrown("Graph said\r\nno"));

        Assert.Contains(" | System.InvalidOperationException: Graph said⏎no⏎   at ", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Count(c => c == '\n'));
    }

    private static string Written(string name, Exception? failure)
    {
        using var writer = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "Engine.Devices", new EventId(7), name, failure, (state, _) => $"Device {state}");
        new OneLineFormatter(new FakeTimeProvider(Now)).Write(entry, null, writer);
        return writer.ToString();
    }

    private static InvalidOperationException Thrown(string message)
    {
        try
        {
            throw new InvalidOperationException(message);
        }
        catch (InvalidOperationException caught)
        {
            return caught;
        }
    }
}
