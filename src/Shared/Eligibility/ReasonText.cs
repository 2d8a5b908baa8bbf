using System.Runtime.CompilerServices;

namespace AutopilotReset.Shared.Eligibility;

/// <summary>The sentence of a reason, which is not put together where only the verdict is wanted (<see cref="StrictestReason"/>).</summary>
[InterpolatedStringHandler]
internal ref struct ReasonText
{
    private DefaultInterpolatedStringHandler _text;

    /// <param name="literalLength">Characters outside the holes.</param>
    /// <param name="formattedCount">Holes.</param>
    /// <param name="reasons">Who takes the reason.</param>
    /// <param name="wanted">Whether the sentence is read by anyone.</param>
    public ReasonText(int literalLength, int formattedCount, ICollection<Reason> reasons, out bool wanted)
    {
        wanted = reasons is not StrictestReason;
        _text = wanted ? new DefaultInterpolatedStringHandler(literalLength, formattedCount) : default;
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted(string? value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public override string ToString() => _text.ToStringAndClear();
}
