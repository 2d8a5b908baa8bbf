namespace AutopilotReset.Shared.Resets;

/// <summary>What a person types by hand to confirm: asked by the page, judged by the server.</summary>
public static class TypedConfirmation
{
    /// <summary>One device that is wiped is named by its serial; everything else by its number of devices.</summary>
    public static bool IsSerial(OrderKind kind, int devices) => kind == OrderKind.Wipe && devices == 1;
}
