namespace AutopilotReset.Shared.Console;

/// <summary>An expected no: what and why, for the person who asked. Faults are exceptions instead.</summary>
/// <param name="Code">Stable kebab-case code.</param>
/// <param name="Message">A sentence that names what and where and what to do.</param>
public sealed record Refused(string Code, string Message);

/// <summary>A value, or the reason why there is none.</summary>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Refused? refused) => (Value, Refused) = (value, refused);

    public T? Value { get; }
    public Refused? Refused { get; }
    public bool IsRefused => Refused is not null;

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Refused refused) => new(default, refused);
}

/// <summary>Nothing to return but that it was done.</summary>
public readonly record struct Done;
