using AutopilotReset.Shared.Console;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>
/// How much fits into a box for lists of devices. Whatever is typed there goes to the server as one message of the page's connection, and one that is too
/// large ends the connection; so the browser stops before (<c>maxlength</c>), and a list that was cut off is never taken for a whole one.
/// </summary>
internal static class PasteLimit
{
    /// <summary>Some 10,000 lines of an id each, or 35,000 serials; a longer list is taken as a file, which is not sent as one message.</summary>
    public const int Characters = 400_000;

    /// <summary>Up to three bytes a character, and what the message adds. SignalR's own default is 32 KB, some 2,500 serials.</summary>
    public const long MessageBytes = 1_500_000;

    /// <returns><c>null</c> when the text is whole.</returns>
    public static Refused? Check(string text) => text.Length < Characters
        ? null
        : new Refused("list-cut-off", $"The list is longer than {Characters:N0} characters, so its end is missing. Nothing was looked up. Take it as a file, or in parts.");
}
