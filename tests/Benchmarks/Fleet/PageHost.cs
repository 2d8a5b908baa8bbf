using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Benchmarks.Fleet;

/// <summary>Serves rendered pages over HTTPS in a process of its own, from memory, so that neither the server nor its disk is measured. Prints its port and waits for its input to end.</summary>
internal static class PageHost
{
    public static async Task<int> RunAsync(Options options)
    {
        var pages = Directory.GetFiles(options.Text("pages", "."), "*.json").ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        using var certificate = Certificate();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, pages));
        await app.StartAsync();
        System.Console.WriteLine(new Uri(app.Urls.First()).Port);
        await System.Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, Dictionary<string, byte[]> pages)
    {
        var page = pages[FleetPages.NameOf(context.Request.Path, context.Request.Query["$skiptoken"]) + ".json"];
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = page.Length;
        await context.Response.Body.WriteAsync(page);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=graph.microsoft.com", key, HashAlgorithmName.SHA256);
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var made = request.CreateSelfSigned(from, from.AddDays(2));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
