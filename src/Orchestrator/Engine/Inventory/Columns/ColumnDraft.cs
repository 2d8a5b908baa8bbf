namespace AutopilotReset.Engine.Inventory.Columns;

/// <summary>The columns of a run while it is being read: one value per device, in the order of their places.</summary>
internal sealed class ColumnDraft
{
    private readonly List<string?> _model = [];
    private readonly List<long> _os = [];
    private readonly List<long> _checkIn = [];

    public TextDraft Texts { get; } = new();

    public List<Guid> Ids { get; } = [];

    public List<Guid> EntraIds { get; } = [];

    public int Count => _os.Count;

    /// <param name="columns">The device's values.</param>
    /// <param name="id">Its id where the one in its record is taken.</param>
    public void Add(in DeviceColumns columns, Guid? id = null)
    {
        Texts.Add(columns.Name, columns.Serial, columns.User);
        _model.Add(columns.Model);
        _os.Add(columns.Os);
        _checkIn.Add(columns.CheckIn);
        Ids.Add(id ?? columns.Id);
        EntraIds.Add(columns.EntraId);
    }

    public void Clear()
    {
        Texts.Clear();
        _model.Clear();
        _os.Clear();
        _checkIn.Clear();
        Ids.Clear();
        EntraIds.Clear();
    }

    /// <summary>The orders of the places from <paramref name="from"/> on; equal values keep the order of their places, unknown ones come first.</summary>
    public DeviceOrders Orders(int from) => new(
        PlaceSort.ByText(from, Count, place => Texts[place]),
        PlaceSort.ByText(from, Count, place => Texts.Serial(place)),
        PlaceSort.ByWord(from, Count, place => _model[place]),
        PlaceSort.ByNumber(from, Count, place => _os[place]),
        PlaceSort.ByText(from, Count, place => Texts.User(place)),
        PlaceSort.ByNumber(from, Count, place => _checkIn[place]));

    /// <summary>Puts the later places into the orders of the earlier ones.</summary>
    public DeviceOrders Merge(DeviceOrders early, DeviceOrders late) => late.ByName.Length == 0 ? early : new DeviceOrders(
        Merge(early.ByName, late.ByName, new ByName(Texts)),
        Merge(early.BySerial, late.BySerial, new BySerial(Texts)),
        Merge(early.ByModel, late.ByModel, new ByText(_model)),
        Merge(early.ByOs, late.ByOs, new ByNumber(_os)),
        Merge(early.ByUser, late.ByUser, new ByUser(Texts)),
        Merge(early.ByCheckIn, late.ByCheckIn, new ByNumber(_checkIn)));

    private static int[] Merge<T>(int[] early, int[] late, T comparer)
        where T : IComparer<int>
    {
        var merged = new int[early.Length + late.Length];
        for (int e = 0, l = 0, i = 0; i < merged.Length; i++)
            merged[i] = l == late.Length || (e < early.Length && comparer.Compare(early[e], late[l]) <= 0) ? early[e++] : late[l++];
        return merged;
    }

    private readonly struct ByName(TextDraft texts) : IComparer<int>
    {
        public int Compare(int x, int y) => texts[x].SequenceCompareTo(texts[y]) is var order and not 0 ? order : x.CompareTo(y);
    }

    private readonly struct BySerial(TextDraft texts) : IComparer<int>
    {
        public int Compare(int x, int y) => texts.Serial(x).SequenceCompareTo(texts.Serial(y)) is var order and not 0 ? order : x.CompareTo(y);
    }

    private readonly struct ByUser(TextDraft texts) : IComparer<int>
    {
        public int Compare(int x, int y) => texts.User(x).SequenceCompareTo(texts.User(y)) is var order and not 0 ? order : x.CompareTo(y);
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
