using AutopilotReset.Engine.Network;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Notifications;

public static class NotificationServices
{
    /// <summary>Section <c>Notifications</c>: people are told by mail and webhooks. Needs the database, guards and identity. Mistakes fail the start.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(new OutboundHosts(configuration));
        services.TryAddSingleton(new ServerTrust(null));
        services.AddSingleton<IValidateOptions<NotificationOptions>, NotificationOptionsValidator>();
        services.AddOptions<NotificationOptions>().Bind(configuration.GetSection(NotificationOptions.Section)).ValidateOnStart();
        services.AddHttpClient(WebhookChannel.Client).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler((primary, provider) =>
            Guard(primary, useProxy: true, provider.GetRequiredService<IOptions<NotificationOptions>>().Value.AllowPrivateNetwork));
        services.AddHttpClient(WebhookChannel.LoopbackClient).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler((primary, _) =>
            Guard(primary, useProxy: false, allowPrivate: true));
        services.AddSingleton<NotificationChannels>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<Courier>();
        services.AddSingleton<ChannelHealth>();
        services.AddSingleton<INotificationRoom, NotificationRoom>();
        services.AddSingleton<NotificationService>();
        services.AddHostedService(s => s.GetRequiredService<NotificationService>());
        return services;
    }

    /// <summary>No redirects, and no connection to the inside of the network; a proxy is the administrator's own word and stays allowed.</summary>
    private static void Guard(HttpMessageHandler primary, bool useProxy, bool allowPrivate)
    {
        if (primary is not SocketsHttpHandler sockets)
            throw new InvalidOperationException($"Webhooks need a SocketsHttpHandler to switch redirects off, not {primary.GetType().Name}.");
        sockets.AllowAutoRedirect = false;
        sockets.UseProxy = useProxy && sockets.UseProxy;
        sockets.ConnectCallback = (context, stop) =>
            PrivateNetworks.ConnectAsync(context.DnsEndPoint, allowPrivate || context.DnsEndPoint.Host != context.InitialRequestMessage.RequestUri?.Host, stop);
    }
}
