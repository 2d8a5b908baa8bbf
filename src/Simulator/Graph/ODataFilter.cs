using System.Globalization;
using System.Text.RegularExpressions;

namespace AutopilotReset.Simulator.Graph;

/// <summary>
/// The small part of <c>$filter</c> that Graph's callers here use: comparisons, <c>startswith</c>, <c>in</c>, <c>any</c> over texts, <c>not</c>, <c>and</c>, <c>or</c>, parentheses.
/// </summary>
internal sealed partial class ODataFilter
{
    private readonly List<string> _tokens;
    private readonly HashSet<string> _properties = new(StringComparer.OrdinalIgnoreCase);
    private int _at;
    private int _tests;
    private (string Property, string Value)? _equal;

    private ODataFilter(string text) => _tokens = [.. Tokens().Matches(text).Select(m => m.Value)];

    /// <summary>What a filter says: a test on an item whose properties are looked up by name, and which properties it names.</summary>
    /// <param name="Equal">The whole filter, where it is one text being equal to, or among, a property: such things are found by an index.</param>
    public sealed record Parsed(Func<Func<string, object?>, bool> Test, IReadOnlySet<string> Properties, bool HasOr, (string Property, string Value)? Equal);

    /// <summary>The filter, or null where it is beyond us.</summary>
    public static Parsed? Parse(string text)
    {
        var parser = new ODataFilter(text);
        try
        {
            var test = parser.Or();
            var equal = parser._tests == 1 && !parser._tokens.Contains("not") ? parser._equal : null;
            return parser._at == parser._tokens.Count ? new Parsed(test, parser._properties, parser._tokens.Contains("or"), equal) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private Func<Func<string, object?>, bool> Or()
    {
        var left = And();
        while (Accept("or"))
        {
            var (a, b) = (left, And());
            left = i => a(i) || b(i);
        }
        return left;
    }

    private Func<Func<string, object?>, bool> And()
    {
        var left = Unary();
        while (Accept("and"))
        {
            var (a, b) = (left, Unary());
            left = i => a(i) && b(i);
        }
        return left;
    }

    private Func<Func<string, object?>, bool> Unary()
    {
        if (Accept("not"))
        {
            var inner = Unary();
            return i => !inner(i);
        }
        if (Accept("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }
        return Accept("startswith") ? StartsWith() : Comparison(Next());
    }

    private Func<Func<string, object?>, bool> StartsWith()
    {
        _tests++;
        Expect("(");
        var property = Property(Next());
        Expect(",");
        var value = Literal(Next()) as string ?? throw new FormatException();
        Expect(")");
        return i => i(property) is string text && text.StartsWith(value, StringComparison.OrdinalIgnoreCase);
    }

    private Func<Func<string, object?>, bool> Comparison(string name)
    {
        _tests++;
        if (name.EndsWith("/any", StringComparison.OrdinalIgnoreCase)) return Any(Property(name[..^4]));
        var property = Property(name);
        var op = Next();
        if (op == "in") return In(property);
        var value = Literal(Next());
        if (op == "eq" && value is string text) _equal = (property, text);
        return op switch
        {
            "eq" => i => Same(i(property), value),
            "ne" => i => !Same(i(property), value),
            "gt" => i => Order(i(property), value) > 0,
            "ge" => i => Order(i(property), value) >= 0,
            "lt" => i => Order(i(property), value) < 0,
            "le" => i => Order(i(property), value) <= 0,
            _ => throw new FormatException(),
        };
    }

    private Func<Func<string, object?>, bool> In(string property)
    {
        Expect("(");
        var values = new List<object?> { Literal(Next()) };
        while (Accept(",")) values.Add(Literal(Next()));
        Expect(")");
        return i => values.Exists(v => Same(i(property), v));
    }

    /// <summary><c>physicalIds/any(p:p eq 'x')</c> and <c>any(p:startswith(p,'x'))</c>.</summary>
    private Func<Func<string, object?>, bool> Any(string property)
    {
        Expect("(");
        Next();
        Expect(":");
        var starts = Accept("startswith");
        if (starts) Expect("(");
        Next();
        Expect(starts ? "," : "eq");
        var value = Literal(Next()) as string ?? throw new FormatException();
        Expect(")");
        if (starts) Expect(")");
        else _equal = (property, value);
        return i => i(property) is IEnumerable<string> texts
            && texts.Any(t => starts ? t.StartsWith(value, StringComparison.OrdinalIgnoreCase) : t.Equals(value, StringComparison.OrdinalIgnoreCase));
    }

    private string Property(string token)
    {
        if (!char.IsLetter(token[0])) throw new FormatException();
        _properties.Add(token);
        return token;
    }

    private static object? Literal(string token)
    {
        if (token[0] == '\'') return token[1..^1].Replace("''", "'", StringComparison.Ordinal);
        if (token == "null") return null;
        if (bool.TryParse(token, out var flag)) return flag;
        if (long.TryParse(token, CultureInfo.InvariantCulture, out var number)) return number;
        if (DateTimeOffset.TryParse(token, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
        throw new FormatException();
    }

    private static bool Same(object? a, object? b) => (a, b) switch
    {
        (string x, string y) => string.Equals(x, y, StringComparison.OrdinalIgnoreCase),
        _ => Equals(a, b),
    };

    private static int? Order(object? a, object? b) => (a, b) switch
    {
        (DateTimeOffset x, DateTimeOffset y) => x.CompareTo(y),
        (long x, long y) => x.CompareTo(y),
        (string x, string y) => string.Compare(x, y, StringComparison.OrdinalIgnoreCase),
        _ => null,
    };

    private string Next() => _at < _tokens.Count ? _tokens[_at++] : throw new FormatException();

    private bool Accept(string token)
    {
        if (_at >= _tokens.Count || !_tokens[_at].Equals(token, StringComparison.OrdinalIgnoreCase)) return false;
        _at++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Accept(token)) throw new FormatException();
    }

    [GeneratedRegex(@"'(?:[^']|'')*'|[(),:]|[A-Za-z_][A-Za-z0-9_./]*|[0-9][0-9A-Za-z:+.\-]*|\S", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tokens();
}
