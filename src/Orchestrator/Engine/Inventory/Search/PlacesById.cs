namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>Places by id: an order of four bytes a device, where a hash table would take a hundred and fifty.</summary>
internal sealed class PlacesById
{
    private readonly Guid[] _ids;
    private readonly int[] _order;

    /// <param name="ids">By place; empty ones are no ids. Not changed.</param>
    public PlacesById(Guid[] ids)
    {
        _ids = ids;
        _order = [.. Enumerable.Range(0, ids.Length).Where(place => ids[place] != Guid.Empty)];
        Array.Sort(_order, (a, b) => ids[a].CompareTo(ids[b]) is var by && by != 0 ? by : a.CompareTo(b));
    }

    /// <summary>Ascending; none for an id that nobody has.</summary>
    public IReadOnlyList<int> this[Guid id]
    {
        get
        {
            var (from, to) = (0, _order.Length);
            while (from < to)
            {
                var middle = (from + to) / 2;
                if (_ids[_order[middle]].CompareTo(id) < 0)
                    from = middle + 1;
                else
                    to = middle;
            }

            for (to = from; to < _order.Length && _ids[_order[to]] == id; to++)
            {
            }

            return new ArraySegment<int>(_order, from, to - from);
        }
    }
}
