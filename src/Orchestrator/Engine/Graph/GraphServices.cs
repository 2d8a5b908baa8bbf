using System.Net;
using AutopilotReset.Engine.Graph.Reading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace AutopilotReset.Engine.Graph;

public static class GraphServices
{
    /// <summary>Graph clients for reading (within the read budget, safe methods retried, Retry-After obeyed) and for the wipe (nothing is ever repeated).</summary>
    public static IServiceCollection AddGraph(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GraphOptions>().Bind(configuration.GetSection("Graph"))
            .Configure(o => o.ApplicationId = configuration["AzureAd:ClientId"] ?? "")
            .Validate(o => o.WritesPer20Seconds is >= 1 and <= 190, "Graph:WritesPer20Seconds must be 1 to 190: Graph documents 200 in 20 seconds for everybody's writes.")
            .Validate(o => MicrosoftCloud.All.Any(c => string.Equals(c.Name, o.Cloud, StringComparison.OrdinalIgnoreCase)), "Graph:Cloud must be Public, UsGovernment or China.")
            .ValidateOnStart();

        services.AddSingleton(s => new ReadBudget(s.GetRequiredService<TimeProvider>()));
        var reading = services.AddHttpClient(GraphClients.ReadingClient)
            .ConfigureHttpClient(c => c.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(Compressed);

        // From the outside in: a retry waits for the budget anew, and what it waits there is not the answer's time.
        reading.AddResilienceHandler("graph-reads", Reads);
        reading.AddHttpMessageHandler(s => Budgeted(s, null));
        reading.AddResilienceHandler("graph-answer", pipeline => pipeline.AddTimeout(TimeSpan.FromSeconds(100)));
        services.AddHttpClient(GraphClients.StandingClient).AddHttpMessageHandler(s => Budgeted(s, ReadPriority.Send));
        services.AddHttpClient(GraphClients.SendingClient)
            .ConfigureHttpClient(c =>
            {
                c.Timeout = TimeSpan.FromSeconds(100);
                c.DefaultRequestVersion = HttpVersion.Version11;
                c.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
            })
            .ConfigurePrimaryHttpMessageHandler(NoRedirects)
            .AddHttpMessageHandler(() => new SingleShotHandler());

        services.AddSingleton<GraphClients>();
        services.AddSingleton<LiveDevices>();
        services.AddSingleton<WipeSender>();
        services.AddSingleton<IntuneAuditReader>();
        services.AddSingleton<TenantApprovalReader>();
        return services;
    }

    private static ReadBudgetHandler Budgeted(IServiceProvider services, ReadPriority? always) =>
        new(services.GetRequiredService<ReadBudget>(), services.GetRequiredService<IOptions<GraphOptions>>(), services.GetRequiredService<TimeProvider>(), always);

    /// <summary>Pages of devices shrink to a tenth; Kiota's own handler, which would ask for it, is not there (stack.md §6).</summary>
    private static void Compressed(HttpMessageHandler primary, IServiceProvider services)
    {
        if (primary is SocketsHttpHandler sockets)
            sockets.AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli;
    }

    /// <summary>
    /// A redirected POST would be a second one. HTTP/1.1 only: over HTTP/2 the runtime itself repeats a request that the server's GOAWAY did not count.
    /// Over 1.1 it repeats none whose body it began to send, and ours always has one.
    /// </summary>
    private static void NoRedirects(HttpMessageHandler primary, IServiceProvider services)
    {
        if (primary is not SocketsHttpHandler sockets)
            throw new InvalidOperationException($"The sending client needs a SocketsHttpHandler to switch redirects off, not {primary.GetType().Name}.");
        sockets.AllowAutoRedirect = false;

        // The last check is made before connecting; a connection that takes longer would write under a lease that may be gone.
        sockets.ConnectTimeout = TimeSpan.FromSeconds(3);
    }

    /// <summary>Five tries for safe methods. Graph's Retry-After decides the wait; the whole may take ten minutes, waiting for the budget included (stack.md §6).</summary>
    private static void Reads(ResiliencePipelineBuilder<HttpResponseMessage> pipeline)
    {
        var retry = new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = 4,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldRetryAfterHeader = true,
        };
        retry.DisableForUnsafeHttpMethods();
        pipeline.AddTimeout(TimeSpan.FromMinutes(10)).AddRetry(retry);
    }
}
