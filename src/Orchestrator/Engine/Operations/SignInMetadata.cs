using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;

namespace AutopilotReset.Engine.Operations;

/// <summary>Whether Entra's sign-in metadata could be had lately: nobody can sign in, and no standing be confirmed, without it.</summary>
internal sealed class SignInMetadata(IHttpClientFactory http, MicrosoftCloud cloud, TenantIdentity tenant, TimeProvider time)
{
    public const string Client = "entra-ready";

    /// <summary>For one question.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asked again after this long.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>An answer this old still counts: a short failure of the network takes no node out of service.</summary>
    public static readonly TimeSpan Recently = TimeSpan.FromMinutes(10);

    private readonly Uri _address = new(cloud.Login, $"{tenant.TenantId}/v2.0/.well-known/openid-configuration");
    private long? _askedAt;
    private long? _answeredAt;
    private string _failure = "It was not asked yet.";

    public async Task<string?> ReachableAsync(CancellationToken stop)
    {
        if (_askedAt is not { } asked || time.GetElapsedTime(asked) >= Every)
            await AskAsync(stop);
        return _answeredAt is { } answered && time.GetElapsedTime(answered) < Recently ? null : $"Entra's sign-in metadata could not be read: {_failure}";
    }

    private async Task AskAsync(CancellationToken stop)
    {
        _askedAt = time.GetTimestamp();
        try
        {
            using var client = http.CreateClient(Client);
            using var answer = await client.GetAsync(_address, HttpCompletionOption.ResponseHeadersRead, stop);
            if (answer.IsSuccessStatusCode)
                _answeredAt = time.GetTimestamp();
            else
                _failure = $"{cloud.Login.Host} answered {(int)answer.StatusCode}.";
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            _failure = failure.Message;
        }
    }
}
