using System.Diagnostics;
using OpenTelemetry;

namespace AutopilotReset.Engine.Telemetry.Export;

/// <summary>
/// Lets out of a span only what is on the list: our own ids, methods, statuses, route and address templates. Device names and people stand in the addresses and
/// filters of Graph and of our own pages, so no address leaves as it was.
/// </summary>
internal sealed class SpanCleaner : BaseProcessor<Activity>
{
    private const string FullAddress = "url.full";
    private const string Template = "url.template";

    /// <summary>What the platform's own spans may say, besides <see cref="Tags.OfSpans"/>.</summary>
    public static IReadOnlyList<string> Platform { get; } =
        ["http.request.method", "http.route", "http.response.status_code", "http.request.resend_count", "url.scheme", Template, "server.address", "server.port", "network.protocol.version", "error.type"];

    private static readonly HashSet<string> Allowed = [.. Tags.OfSpans, .. Platform];

    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem(FullAddress) is string address)
            data.SetTag(Template, AddressTemplate.Of(address));

        // The host under which a person called this console is the person's word, not ours.
        if (data.Kind == ActivityKind.Server)
            data.SetTag("server.address", null).SetTag("server.port", null);
        foreach (var tag in data.TagObjects.Where(t => !Allowed.Contains(t.Key)).ToList())
            data.SetTag(tag.Key, null);

        // Sentences of exceptions name what could not be reached or read.
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
    }
}
