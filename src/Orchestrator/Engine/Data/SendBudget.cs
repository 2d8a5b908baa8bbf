namespace AutopilotReset.Engine.Data;

/// <summary>Our own send budget, as the dispatcher last counted it. The tenant's cannot be read.</summary>
public sealed class SendBudget
{
    private int _leftThisMinute;
    private int _perMinute;

    public int LeftThisMinute
    {
        get => Volatile.Read(ref _leftThisMinute);
        set => Volatile.Write(ref _leftThisMinute, value);
    }

    public int PerMinute
    {
        get => Volatile.Read(ref _perMinute);
        set => Volatile.Write(ref _perMinute, value);
    }
}
