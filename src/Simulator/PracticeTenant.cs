using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Entra;
using AutopilotReset.Simulator.Fleet;
using AutopilotReset.Simulator.Graph;
using AutopilotReset.Simulator.Graph.Routes;
using AutopilotReset.Simulator.Hosting;

namespace AutopilotReset.Simulator;

/// <summary>A running practice tenant: Entra sign-in, Graph and a fleet on loopback ports. Usable in the tests' own process, where it shares their clock.</summary>
public sealed class PracticeTenant : IAsyncDisposable
{
    private readonly TenantState _state;
    private readonly ExchangeRecorder _recorder;
    private readonly PracticeHost _host;
    private readonly TokenIssuer _issuer;
    private readonly RouteTable _routes;
    private ConnectProxy? _proxy;

    private PracticeTenant(PracticeOptions options, TenantState state, TimeProvider time)
    {
        _state = state;
        _recorder = new ExchangeRecorder(options.RecordFolder, options.KeepExchanges);
        Personas = new PersonaBook(state.Recipe.Seed, EntraIds.TenantId, options.FurtherOperators);
        Fleet = new FleetStore(state.Fleet(Personas), options.Speed, time);
        Faults = new FaultBook(options.Seed);
        Alarms = new AlarmLog(time);
        var jwt = new Jwt(state.Certificates.SigningKey);
        var audit = new AuditBook();
        Elsewhere = new Elsewhere(Fleet, audit);
        Approvals = new ApprovalBook(time);
        _routes = new RouteTable(
            new ManagedDeviceRoutes(Fleet, Settings), new WipeRoute(Fleet, Orders, audit, Alarms, new ApprovalGate(Approvals, Settings), Settings), new HolderRoutes(Fleet),
            new DeviceRoutes(Fleet, Alarms), new GroupRoutes(Fleet), new PeopleRoutes(Fleet), new AutopilotRoutes(Fleet), new AuditRoutes(audit), new ApprovalRoutes(Approvals, Settings));
        var service = new GraphService(_routes, new TokenCheck(jwt, Personas), new Throttle(Limits), Faults, Requests, Violations, Orders, _recorder);
        var codes = new CodeBook(time);
        _issuer = new TokenIssuer(jwt, Entra, time);
        var tokens = new TokenEndpoint(Personas, Consents, codes, jwt, _issuer, new ClientCredential(state.Certificates.Credential, EntraIds.ClientSecret), time);
        _host = new PracticeHost(options, state.Certificates.Tls, new PracticeHandlers(
            new GraphEndpoint(service, new BatchService(service), _recorder, Requests, time),
            new EntraService(jwt, tokens, () => BrowserPort, time),
            new EntraGate(Faults, Requests, time),
            new BrowserPages(Personas, Consents, codes, time),
            Control(time).HandleAsync));
        state.Attach(this, audit);
    }

    /// <summary>The devices, people and groups.</summary>
    public FleetStore Fleet { get; }
    /// <summary>Who can sign in.</summary>
    public PersonaBook Personas { get; }
    /// <summary>Granted scopes and permissions.</summary>
    public ConsentBook Consents { get; } = new();
    /// <summary>Faults to inject.</summary>
    public FaultBook Faults { get; }
    /// <summary>Every request received.</summary>
    public RequestLog Requests { get; } = new();
    /// <summary>What other people do with other tools.</summary>
    public Elsewhere Elsewhere { get; }
    /// <summary>Every accepted order.</summary>
    public OrderLog Orders { get; } = new();
    /// <summary>Requests of Intune's Multi Admin Approval.</summary>
    public ApprovalBook Approvals { get; }
    /// <summary>Every throttled request.</summary>
    public ViolationLog Violations { get; } = new();
    /// <summary>What must never happen in earnest.</summary>
    public AlarmLog Alarms { get; }
    /// <summary>The documented limits, settable.</summary>
    public ThrottleLimits Limits { get; } = new();
    /// <summary>Disputed behaviour of Graph.</summary>
    public GraphSettings Settings { get; } = new();
    /// <summary>Life of tokens.</summary>
    public EntraSettings Entra { get; } = new();
    /// <summary>Exchanges kept in memory, where <see cref="PracticeOptions.KeepExchanges"/> says so.</summary>
    public IReadOnlyList<Exchange> Exchanges => _recorder.Kept;

    /// <summary>Every route of Graph that the tenant has, as recorded exchanges name them.</summary>
    public IReadOnlyList<string> Routes => [.. _routes.All.Select(r => r.Name)];

    /// <summary>HTTPS port for Entra and Graph.</summary>
    public int TlsPort => _host.TlsPort;
    /// <summary>Port of the sign-in pages.</summary>
    public int BrowserPort => _host.BrowserPort;
    /// <summary>Port of the control API.</summary>
    public int ControlPort => _host.ControlPort;
    /// <summary>Port of the CONNECT proxy.</summary>
    public int ProxyPort => _proxy!.Port;
    /// <summary>What a client sets as its HTTPS proxy.</summary>
    public Uri ProxyAddress => new($"http://127.0.0.1:{ProxyPort}");
    /// <summary>Where the control API answers.</summary>
    public Uri ControlAddress => new($"http://127.0.0.1:{ControlPort}");
    /// <summary>The certificate authority that a client has to trust, PEM.</summary>
    public string AuthorityPem => _state.Certificates.AuthorityPem;
    /// <summary>The console's client certificate, with its key.</summary>
    public X509Certificate2 ClientCertificate => _state.Certificates.Credential;

    /// <summary>Starts a tenant.</summary>
    /// <exception cref="PracticeException">A port is taken, or the data folder cannot be used; the message says which and why.</exception>
    public static async Task<PracticeTenant> StartAsync(PracticeOptions options, TimeProvider time, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        if (!(options.Speed > 0) || double.IsInfinity(options.Speed)) throw new PracticeException("--speed has to be above 0.");
        var tenant = new PracticeTenant(options, TenantState.Open(options, time.GetUtcNow()), time);
        try
        {
            await tenant._host.StartAsync(cancellation);
            tenant._proxy = ConnectProxy.Start(options.ProxyPort, tenant.TlsPort);
            return tenant;
        }
        catch (Exception e)
        {
            await tenant.DisposeAsync();
            if (e is SocketException) throw new PracticeException($"Port {options.ProxyPort} (proxy) is taken: {e.Message}", e);
            if (e is IOException) throw new PracticeException($"A port is taken: {e.Message}", e);
            throw;
        }
    }

    /// <summary>A handler that reaches the tenant under Microsoft's host names and trusts its certificate.</summary>
    public HttpMessageHandler CreateHandler() => TenantHandler.Create(TlsPort, _state.Certificates.Authority);

    /// <summary>An access token for a persona as sign-in would give it, for tests that need no sign-in. Without scopes, everything consented.</summary>
    public string AccessTokenFor(string persona, params IReadOnlyList<string> scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        var who = Personas[persona];
        var tokens = _issuer.ForPerson(who, scopes.Count == 0 ? Consents.AllOf(who) : scopes, MicrosoftHosts.Login[0], MicrosoftHosts.Graph[0], nonce: null, answersChallenge: false);
        return (string)tokens["access_token"]!;
    }

    /// <summary>An access token for the application itself.</summary>
    public string ApplicationAccessToken() =>
        (string)_issuer.ForApplication(Consents.Application, MicrosoftHosts.Login[0], MicrosoftHosts.Graph[0])["access_token"]!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null) await _proxy.DisposeAsync();
        await _host.DisposeAsync();
        _recorder.Dispose();
        _state.Dispose();
    }

    private ControlRouter Control(TimeProvider time) => new(
    [
        .. new DeviceControl(Fleet).Routes,
        .. Elsewhere.Routes,
        .. new ApprovalControl(Approvals, Personas).Routes,
        .. new PersonaControl(Personas, Consents, time, () => _state.SaveKnobs(this)).Routes,
        .. new LogControl(Requests, Orders, Violations, Alarms, Faults).Routes,
        .. new SettingsControl(this, () => _state.SaveKnobs(this)).Routes,
    ]);
}
