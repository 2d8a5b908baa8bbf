namespace AutopilotReset.Simulator.Fleet;

/// <summary>
/// All serial numbers in one text, for <c>contains(serialNumber,'…')</c>: looking at each device in turn would make the tenant slower the larger its fleet, and
/// every sender beside it with it.
/// </summary>
internal sealed class SerialText
{
    private const char Between = '\n';

    private readonly Dictionary<PracticeDevice, string> _serials = [];
    private PracticeDevice[] _devices = [];
    private int[] _starts = [];
    private string _text = "";
    private bool _stale;

    public void Put(PracticeDevice device, string serial)
    {
        var upper = serial.ToUpperInvariant();
        _stale |= !_serials.TryGetValue(device, out var before) || before != upper;
        _serials[device] = upper;
    }

    /// <summary>Devices whose serial number has this in it, in list order; a few more perhaps. Whoever asks tests them again.</summary>
    public IReadOnlyList<PracticeDevice> With(string part)
    {
        if (_stale) Build();
        var (wanted, found, at) = (part.ToUpperInvariant(), new List<PracticeDevice>(), 0);
        while (at < _text.Length && _text.IndexOf(wanted, at, StringComparison.Ordinal) is >= 0 and var hit)
        {
            var place = Array.BinarySearch(_starts, hit);
            place = place >= 0 ? place : ~place - 1;
            found.Add(_devices[place]);
            at = place + 1 < _starts.Length ? _starts[place + 1] : _text.Length;
        }
        return found;
    }

    private void Build()
    {
        _devices = [.. _serials.Keys.OrderBy(d => d.Index)];
        _starts = new int[_devices.Length];
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < _devices.Length; i++)
        {
            _starts[i] = text.Length;
            text.Append(_serials[_devices[i]]).Append(Between);
        }
        (_text, _stale) = (text.ToString(), false);
    }
}
