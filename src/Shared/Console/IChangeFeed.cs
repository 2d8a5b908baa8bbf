namespace AutopilotReset.Shared.Console;

/// <summary>Tells pages that rows changed; they read again. Coalescing is the page's business (at most two a second).</summary>
public interface IChangeFeed
{
    /// <summary>Calls back on any thread until disposed.</summary>
    IDisposable Subscribe(Action<Change> onChange);
}

/// <summary>What kind of rows changed.</summary>
public enum ChangeKind { Request, Batch, Review, Inventory, Guard, Audit, Notice, Schedule }

/// <param name="Id">Batch id for requests and batches, review id for reviews; <c>null</c>: any of the kind.</param>
public readonly record struct Change(ChangeKind Kind, Guid? Id);
