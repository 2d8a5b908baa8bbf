using System.Net;
using Microsoft.AspNetCore.Http;

namespace AutopilotReset.Engine.Hosting;

/// <summary>
/// A program on this machine that asks by itself: the connection comes from loopback and carries no trace of a proxy. A proxy on this machine that adds no header and is
/// not in <c>Network:KnownProxies</c> cannot be told from one.
/// </summary>
public static class LocalCaller
{
    private static readonly string[] OfProxies = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP", "Via"];

    public static bool Is(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !OfProxies.Any(context.Request.Headers.ContainsKey);
}
