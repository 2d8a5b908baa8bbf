using AutopilotReset.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace AutopilotReset.Web.Features;

/// <summary>A page whose state is its address: it reads the address when it opens and again whenever the address changes while it is shown.</summary>
public abstract class UrlPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private bool _disposed;
    private string _path = "";

    [Inject] internal NavigationManager Navigation { get; set; } = null!;

    [Inject] internal CurrentAdmin Current { get; set; } = null!;

    /// <summary>Cancelled when the page is gone.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>The query string of the address, with its question mark.</summary>
    protected string Query => new Uri(Navigation.Uri, UriKind.Absolute).Query;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes the page's state from <see cref="NavigationManager.Uri"/>.</summary>
    protected abstract void ReadAddress();

    /// <summary>Changes the address, and so the state, without leaving the page.</summary>
    protected void GoTo(string address, bool replace = false) => Navigation.NavigateTo(address, new NavigationOptions { ReplaceHistoryEntry = replace });

    protected override void OnInitialized() => Navigation.LocationChanged += AddressChanged;

    protected override void OnParametersSet()
    {
        _path = PathOf(Navigation.Uri);
        ReadAddress();
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _disposed)
            return;
        _disposed = true;
        Navigation.LocationChanged -= AddressChanged;
        _gone.Cancel();
        _gone.Dispose();
    }

    // Another path is another page, or other parameters of this one, which the router sets.
    private void AddressChanged(object? sender, LocationChangedEventArgs e)
    {
        if (!string.Equals(PathOf(e.Location), _path, StringComparison.Ordinal))
            return;
        _ = InvokeAsync(() =>
        {
            ReadAddress();
            StateHasChanged();
        });
    }

    private static string PathOf(string uri) => new Uri(uri, UriKind.Absolute).AbsolutePath;
}
