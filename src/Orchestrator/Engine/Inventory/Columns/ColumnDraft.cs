using System.Text;

namespace AutopilotReset.Engine.Inventory.Columns;

/// <summary>The columns of a run while it is being read: one value per device, in the order of their places.</summary>
internal sealed class ColumnDraft
{
    private readonly List<string> _search = [];
    private readonly List<string?> _serial = [];
    private readonly List<string?> _model = [];
    private readonly List<string?> _user = [];
    private readonly List<long> _os = [];
    private readonly List<long> _checkIn = [];

    public int Count => _search.Count;

    public List<Guid> Ids { get; } = [];

    public List<Guid> EntraIds { get; } = [];

    public string Search(int place) => _search[place];

    public string? Serial(int place) => _serial[place];

    public void Add(in DeviceColumns columns)
    {
        _search.Add(columns.Search);
        _serial.Add(columns.Serial);
        _model.Add(columns.Model);
        _user.Add(columns.User);
        _os.Add(columns.Os);
        _checkIn.Add(columns.CheckIn);
        Ids.Add(columns.Id);
        EntraIds.Add(columns.EntraId);
    }

    public void Clear()
    {
        _search.Clear();
        _serial.Clear();
        _model.Clear();
        _user.Clear();
        _os.Clear();
        _checkIn.Clear();
        Ids.Clear();
        EntraIds.Clear();
    }

    /// <summary>Search texts as bytes, and where each ends.</summary>
    public (byte[] Bytes, int[] Ends) Texts()
    {
        var bytes = new byte[_search.Sum(Encoding.UTF8.GetByteCount)];
        var ends = new int[_search.Count];
        var at = 0;
        for (var i = 0; i < ends.Length; i++)
            ends[i] = at += Encoding.UTF8.GetBytes(_search[i], bytes.AsSpan(at));
        return (bytes, ends);
    }

    /// <summary>The orders of the places from <paramref name="from"/> on; equal values keep the order of their places, unknown ones come first.</summary>
    public DeviceOrders Orders(int from)
    {
        return new DeviceOrders(
            Order(new ByText(_search!)), Order(new ByText(_serial)), Order(new ByText(_model)), Order(new ByNumber(_os)), Order(new ByText(_user)), Order(new ByNumber(_checkIn)));

        int[] Order<T>(T comparer)
            where T : IComparer<int>
        {
            var order = new int[Count - from];
            for (var i = 0; i < order.Length; i++)
                order[i] = from + i;
            order.AsSpan().Sort(comparer);
            return order;
        }
    }

    /// <summary>Puts the later places into the orders of the earlier ones.</summary>
    public DeviceOrders Merge(DeviceOrders early, DeviceOrders late) => late.ByName.Length == 0 ? early : new DeviceOrders(
        Merge(early.ByName, late.ByName, new ByText(_search!)),
        Merge(early.BySerial, late.BySerial, new ByText(_serial)),
        Merge(early.ByModel, late.ByModel, new ByText(_model)),
        Merge(early.ByOs, late.ByOs, new ByNumber(_os)),
        Merge(early.ByUser, late.ByUser, new ByText(_user)),
        Merge(early.ByCheckIn, late.ByCheckIn, new ByNumber(_checkIn)));

    private static int[] Merge<T>(int[] early, int[] late, T comparer)
        where T : IComparer<int>
    {
        var merged = new int[early.Length + late.Length];
        for (int e = 0, l = 0, i = 0; i < merged.Length; i++)
            merged[i] = l == late.Length || (e < early.Length && comparer.Compare(early[e], late[l]) <= 0) ? early[e++] : late[l++];
        return merged;
    }

    private readonly struct ByText(List<string?> values) : IComparer<int>
    {
        public int Compare(int x, int y) => string.CompareOrdinal(values[x], values[y]) is var order and not 0 ? order : x.CompareTo(y);
    }

    private readonly struct ByNumber(List<long> values) : IComparer<int>
    {
        public int Compare(int x, int y) => values[x].CompareTo(values[y]) is var order and not 0 ? order : x.CompareTo(y);
    }
}

/// <summary>Places in the orders that the page offers.</summary>
internal sealed record DeviceOrders(int[] ByName, int[] BySerial, int[] ByModel, int[] ByOs, int[] ByUser, int[] ByCheckIn);
