using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Shared.Waves;

/// <summary>
/// Plays a cap of devices of one site, wave after wave: in the order of the list, past every site that has no room. How long a device holds its place is drawn evenly from
/// the expectation's curve, the same for the same question. Pure.
/// </summary>
internal sealed class SiteRehearsal(RehearsalQuestion question, SitePlan sites)
{
    private const int Steps = 1_000;

    // Multiples of the golden ratio's fraction fill a range evenly, however many there are.
    private const double Golden = 0.6180339887498949;

    private readonly TimeSpan _gap = TimeSpan.FromSeconds(20.0 / question.SendsPer20Seconds);
    private readonly TimeSpan[] _holds = [.. Enumerable.Range(0, Steps).Select(i => Hold(question.Expected, sites.Cap.LetsGoAfter, (i + 0.5) / Steps))];
    private readonly Dictionary<string, int> _atWork = [];
    private readonly PriorityQueue<string, DateTimeOffset> _releases = new();
    private (DateTimeOffset Opens, DateTimeOffset Closes) _open = (DateTimeOffset.MinValue, DateTimeOffset.MinValue);
    private int _sent;

    /// <summary>Sends the next so many devices of the list.</summary>
    public WaveSends Send(int devices, DateTimeOffset from)
    {
        var waiting = Enumerable.Range(_sent, devices).GroupBy(i => sites.SiteOfDevice[i]).ToDictionary(g => g.Key, g => new Queue<int>(g));
        var ready = new PriorityQueue<string, int>(waiting.Where(w => HasRoom(w.Key)).Select(w => (w.Key, w.Value.Peek())));
        var times = new List<DateTimeOffset>(devices);
        for (var at = from; times.Count < devices;)
        {
            at = InWindow(at);
            Release(at, waiting, ready);
            if (!ready.TryDequeue(out var site, out _))
            {
                // Every site of which anything is left is full, so that somebody lets go.
                _releases.TryPeek(out _, out at);
                continue;
            }

            waiting[site].Dequeue();
            times.Add(at);
            _atWork[site] = _atWork.GetValueOrDefault(site) + 1;
            _releases.Enqueue(site, at + _holds[(int)(_sent * Golden % 1 * Steps)]);
            _sent++;
            if (HasRoom(site) && waiting[site].TryPeek(out var next))
                ready.Enqueue(site, next);
            at += _gap;
        }

        return WaveSends.Of(times);
    }

    private void Release(DateTimeOffset at, Dictionary<string, Queue<int>> waiting, PriorityQueue<string, int> ready)
    {
        while (_releases.TryPeek(out var site, out var free) && free <= at)
        {
            _releases.Dequeue();
            if (!HasRoom(site) && waiting.TryGetValue(site, out var left) && left.TryPeek(out var next))
                ready.Enqueue(site, next);
            _atWork[site]--;
        }
    }

    private bool HasRoom(string site) => _atWork.GetValueOrDefault(site) < sites.Cap.Most;

    private DateTimeOffset InWindow(DateTimeOffset at)
    {
        if (question.Window is null)
            return at;
        if (at < _open.Opens || at >= _open.Closes)
            _open = question.Window.AtOrAfter(at);
        return at > _open.Opens ? at : _open.Opens;
    }

    /// <summary>What is never seen lets go by time, what fails when that shows, the rest when it is proven.</summary>
    private static TimeSpan Hold(Expectation expected, TimeSpan letsGoAfter, double share)
    {
        var takes = share < expected.NeverSeen ? letsGoAfter
            : share < expected.NeverSeen + expected.FailureRate ? expected.Median
            : expected.ByThen((share - expected.NeverSeen - expected.FailureRate) / expected.Proven);
        return takes < letsGoAfter ? takes : letsGoAfter;
    }
}
