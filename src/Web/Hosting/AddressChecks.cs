using System.Net;
using AutopilotReset.Engine.Hosting.Checks;

namespace AutopilotReset.Web.Hosting;

/// <summary><c>Network:KnownProxies</c> and <c>Urls</c>.</summary>
internal static class AddressChecks
{
    public static void Check(IConfiguration configuration, Mistakes mistakes)
    {
        foreach (var proxy in configuration.GetSection("Network:KnownProxies").GetChildren())
        {
            if (!IPAddress.TryParse(proxy.Value, out _) && !IPNetwork.TryParse(proxy.Value ?? "", out _))
                mistakes.Add(proxy.Path, $"\"{proxy.Value}\" is neither an IP address nor a network such as 10.0.0.0/8.");
        }

        try
        {
            foreach (var taken in Bindings.Of(configuration).Taken())
                mistakes.Add("Urls", $"{taken} cannot be listened on: another program holds the port, or it is not allowed to this user.");
        }
        catch (FormatException failure)
        {
            mistakes.Add("Urls", failure.Message);
        }
    }
}
