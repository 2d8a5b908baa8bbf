using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using AutopilotReset.Simulator;
using AutopilotReset.Simulator.Control;

namespace AutopilotReset.Testing.Sending;

/// <summary>What the practice tenant received and did: the truth that our own database is held against.</summary>
/// <param name="Posts">Every POST of a wipe, whatever became of it, oldest first; those inside a <c>$batch</c> too.</param>
/// <param name="Orders">What Intune accepted.</param>
/// <param name="Throttled">Requests above a documented limit.</param>
/// <param name="Alarms">What must never happen, in words.</param>
public sealed record SendLog(IReadOnlyList<LoggedRequest> Posts, IReadOnlyList<AcceptedOrder> Orders, IReadOnlyList<Violation> Throttled, IReadOnlyList<string> Alarms)
{
    private const string Wipe = "/wipe";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The log of a tenant in this process.</summary>
    public static SendLog Of(PracticeTenant tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return new([.. tenant.Requests.All.Where(IsWipe)], tenant.Orders.All, tenant.Violations.All, [.. tenant.Alarms.All.Select(a => $"{a.Kind}: {a.Text}")]);
    }

    /// <summary>The log of a tenant in a process of its own, by its control API.</summary>
    public static async Task<SendLog> ReadAsync(HttpClient http, Uri control)
    {
        ArgumentNullException.ThrowIfNull(http);
        var requests = await http.GetFromJsonAsync<RequestPage>(new Uri(control, $"/requests?method=POST&path={Wipe}&top={int.MaxValue}"), Json);
        var orders = await http.GetFromJsonAsync<OrderPage>(new Uri(control, $"/wipes?top={int.MaxValue}"), Json);
        var throttled = await http.GetFromJsonAsync<List<Violation>>(new Uri(control, "/violations"), Json);
        var alarms = await http.GetFromJsonAsync<List<Alarm>>(new Uri(control, "/alarms"), Json);
        return new([.. requests!.Requests.Where(IsWipe)], orders!.Orders, throttled!, [.. alarms!.Select(a => $"{a.Kind}: {a.Text}")]);
    }

    /// <summary>The Intune id in a wipe's path, lower-case.</summary>
    public static string DeviceOf(LoggedRequest post)
    {
        ArgumentNullException.ThrowIfNull(post);
        return post.Path.Split('/')[^2].ToLowerInvariant();
    }

    private static bool IsWipe(LoggedRequest request) => request.Method == "POST" && request.Path.EndsWith(Wipe, StringComparison.OrdinalIgnoreCase);

    private sealed record RequestPage(IReadOnlyList<LoggedRequest> Requests);

    private sealed record OrderPage(IReadOnlyList<AcceptedOrder> Orders);
}
