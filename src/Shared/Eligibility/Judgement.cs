namespace AutopilotReset.Shared.Eligibility;

/// <summary>What the rules say of one device, mildest first, so that the highest of all reasons is the verdict.</summary>
public enum Verdict
{
    /// <summary>Will be reset (or wiped) when confirmed.</summary>
    Ready = 0,

    /// <summary>Shown and confirmed with the batch.</summary>
    Attention = 1,

    /// <summary>Refused by default; a person may release it for this batch with a reason, which is audited.</summary>
    Release = 2,

    /// <summary>Refused; cannot be overridden here.</summary>
    Refused = 3,
}

/// <summary>What to do instead of the refused action.</summary>
public enum Alternative { None, FullWipe, ProductsOwnReset, EnableAccount, SecurityTeam, AskAnotherWay, DeleteRecordAfterWipe, UnassignAutopilotUser, EnrolInIntune, RegisterInAutopilot }

/// <summary>One reason of a verdict.</summary>
/// <param name="Code">Stable kebab-case code such as <c>hybrid-joined</c>; never renamed, it stands in the audit.</param>
/// <param name="Verdict">How far this reason alone goes.</param>
/// <param name="Text">A sentence for a technician; names what was found and, where there is one, the value.</param>
/// <param name="Alternative">What to do instead.</param>
public sealed record Reason(string Code, Verdict Verdict, string Text, Alternative Alternative = Alternative.None);

/// <summary>The verdict with every reason; the verdict is the strictest of them.</summary>
public sealed record Judgement(IReadOnlyList<Reason> Reasons)
{
    public static Judgement Clean { get; } = new([]);

    public Verdict Verdict => Reasons.Count == 0 ? Verdict.Ready : Reasons.Max(r => r.Verdict);

    public bool Has(string code) => Reasons.Any(r => r.Code == code);
}
