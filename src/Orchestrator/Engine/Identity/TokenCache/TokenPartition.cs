namespace AutopilotReset.Engine.Identity.TokenCache;

/// <summary>Which copy of an account's tokens the current flow of calls uses: the interactive one, or the one lent to a batch.</summary>
internal static class TokenPartition
{
    private static readonly AsyncLocal<Guid?> Current = new();

    /// <summary>Everything up to disposal, background refreshes it starts included, uses the loan's copy; <c>null</c>: the interactive one.</summary>
    public static IDisposable Use(Guid? loan)
    {
        var before = Current.Value;
        Current.Value = loan;
        return new Restore(before);
    }

    /// <summary>The cache key within the current partition.</summary>
    public static string KeyOf(string account) => Current.Value is { } loan ? KeyOf(loan, account) : account;

    public static string KeyOf(Guid loan, string account) => Prefix(loan) + account;

    public static string Prefix(Guid loan) => $"{AnyLoan}{loan:N}:";

    public const string AnyLoan = "loan:";

    private sealed class Restore(Guid? before) : IDisposable
    {
        public void Dispose() => Current.Value = before;
    }
}
