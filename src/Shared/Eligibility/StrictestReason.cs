using System.Collections;

namespace AutopilotReset.Shared.Eligibility;

/// <summary>Takes reasons and keeps only how far the strictest goes: a list of a hundred thousand devices needs no words.</summary>
internal sealed class StrictestReason : ICollection<Reason>
{
    public Verdict Verdict { get; private set; } = Verdict.Ready;

    public int Count => 0;

    public bool IsReadOnly => false;

    public void Note(Verdict verdict) => Verdict = verdict > Verdict ? verdict : Verdict;

    public void Add(Reason item) => Note(item.Verdict);

    public void Clear() => throw Unwanted();

    public bool Contains(Reason item) => throw Unwanted();

    public void CopyTo(Reason[] array, int arrayIndex) => throw Unwanted();

    public bool Remove(Reason item) => throw Unwanted();

    public IEnumerator<Reason> GetEnumerator() => throw Unwanted();

    IEnumerator IEnumerable.GetEnumerator() => throw Unwanted();

    /// <summary>A rule adds reasons; none may depend on those of the others.</summary>
    private static NotSupportedException Unwanted() => new("Rules only add reasons.");
}
