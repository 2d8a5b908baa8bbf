using AutopilotReset.Engine.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Graph;

namespace AutopilotReset.Engine.Graph;

/// <summary>Graph clients that act as an admin or as the application. Only the hosts of the configured cloud are ever given a token.</summary>
public sealed class GraphClients(IHttpClientFactory http, IEntraSession session, IOptions<GraphOptions> options)
{
    /// <summary>Reads and repairs: retries safe methods only.</summary>
    public const string ReadingClient = "graph";

    /// <summary>Asks what an admin may do: one try, since somebody or a send waits for it.</summary>
    public const string StandingClient = "graph-standing";

    /// <summary>The wipe's own client: nothing in it may repeat a request (design.md, Sending).</summary>
    public const string SendingClient = "graph-send";

    public MicrosoftCloud Cloud { get; } = MicrosoftCloud.Named(options.Value.Cloud);

    /// <summary><c>true</c> when reads use the application's own permissions.</summary>
    public bool ApplicationReads { get; } = options.Value.ApplicationReads;

    /// <summary>Of this console's app registration, lower-case; empty where it is not configured.</summary>
    public string ApplicationId { get; } = options.Value.ApplicationId.ToLowerInvariant();

    public Uri V1 => new(Cloud.Graph, "v1.0/");
    public Uri Beta => new(Cloud.Graph, "beta/");

    /// <summary>Acts as the admin with the given scopes.</summary>
    public GraphServiceClient ForAdmin(Account account, Guid? loan, IReadOnlyCollection<string> scopes) =>
        Client(ReadingClient, (claims, stop) => session.TokenForAdminAsync(account, loan, scopes, claims, stop));

    /// <summary>Reads as the application where that is configured, else as the admin.</summary>
    public GraphServiceClient ForReading(Account reader, Guid? loan) =>
        Client(ReadingClient, (claims, stop) => ReadTokenAsync(reader, loan, claims, stop));

    /// <summary>A token for reading pages without the SDK (inventory).</summary>
    public Task<string> ReadTokenAsync(Account? reader, Guid? loan, CancellationToken stop) => ReadTokenAsync(reader, loan, null, stop);

    /// <summary>An <see cref="HttpClient"/> for reading pages; the caller adds the token.</summary>
    public HttpClient PageClient() => http.CreateClient(ReadingClient);

    /// <summary>Reads Intune's audit: the application's permission where it reads, else the admin's own rare scope.</summary>
    internal GraphServiceClient ForIntuneAudit(Account account, Guid? loan) =>
        ApplicationReads ? ForReading(account, loan) : ForAdmin(account, loan, GraphScopes.IntuneAudit);

    /// <summary>Reads requests of Intune's Multi Admin Approval with the admin's own rare scope.</summary>
    internal GraphServiceClient ForTenantApprovals(Account account, Guid? loan) => ForAdmin(account, loan, GraphScopes.TenantApprovals);

    internal GraphServiceClient ForSending(Account account, Guid loan) =>
        Client(SendingClient, (_, stop) => session.TokenForAdminAsync(account, loan, GraphScopes.Send, null, stop));

    private Task<string> ReadTokenAsync(Account? reader, Guid? loan, string? claims, CancellationToken stop) =>
        ApplicationReads
            ? session.TokenForApplicationAsync(claims, stop)
            : session.TokenForAdminAsync(reader ?? throw new InvalidOperationException("Reading as an admin needs the admin."), loan, GraphScopes.Read, claims, stop);

    private GraphServiceClient Client(string name, Func<string?, CancellationToken, Task<string>> token) =>
        new(http.CreateClient(name), new BearerTokens(token, Cloud.Graph.Host), V1.ToString().TrimEnd('/'));
}
