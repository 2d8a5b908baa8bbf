using System.Net;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Graph.Reading;

/// <summary>
/// Lets a request through when its service's budget allows it, and listens to what Graph says of it. It stands inside the retries: every try counts.
/// Repairs pass here as well, since the documented limits are for reads and writes together.
/// </summary>
/// <param name="budget">Shared by the whole process.</param>
/// <param name="options">Whose hosts are Graph.</param>
/// <param name="time">For a Retry-After that is a date.</param>
/// <param name="always">The purpose of everything this client reads; <c>null</c>: what <see cref="ReadPurpose"/> says.</param>
internal sealed class ReadBudgetHandler(ReadBudget budget, IOptions<GraphOptions> options, TimeProvider time, ReadPriority? always) : DelegatingHandler
{
    private readonly MicrosoftCloud _cloud = MicrosoftCloud.Named(options.Value.Cloud);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri;
        if (address is null || !_cloud.IsGraph(address))
            throw new InvalidOperationException($"The reading clients are for {_cloud.Graph.Host} only, not for {address?.Host ?? "no address"}.");
        if (address.AbsolutePath.EndsWith("/$batch", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException("A $batch is throttled by what is in it (graph.md §9), which the budget cannot see. Read singly.");

        var (service, cost) = ReadCost.Of(address);
        var (window, priority) = (budget.Of(service), request.Method == HttpMethod.Get ? always ?? ReadPurpose.Current : ReadPriority.Send);
        await window.TakeAsync(priority, cost, cancellationToken);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                window.Yield(RetryAfter.Of(response, time.GetUtcNow()));
            return response;
        }
        finally
        {
            window.Answered(priority, cost);
        }
    }
}
