namespace AutopilotReset.Engine.Guards;

/// <summary>
/// Section <c>Guards</c> of the configuration: what only whoever runs the console changes. Read once at start. The numbers of the same section that people change on the page are
/// <see cref="GuardNumbers"/>.
/// </summary>
public sealed class GuardOptions
{
    public const string Section = "Guards";

    /// <summary>Hours after which a guard is loosened by the one person who asked for it, where nobody else uses the console; 1–144, default 24.</summary>
    public int LoosenAloneAfterHours { get; set; } = 24;

    /// <summary>Minutes after its start within which a batch still begins by itself; later a person has to stand for it anew. 1–1,440, default 60.</summary>
    public int StartGraceMinutes { get; set; } = 60;

    /// <summary>Minutes after which a review is too old to be confirmed and must be read again; 1–1,440, default 30.</summary>
    public int ReviewValidMinutes { get; set; } = 30;

    /// <summary>Hours after its beginning beyond which a review of more than 500 devices may not be confirmed, since its first readings are that old; 1–24, default 6.</summary>
    public int LongReviewValidHours { get; set; } = 6;

    /// <summary>A check-in or sign-in younger than this means "in use"; minutes, 1–1,440, default 60.</summary>
    public int InUseMinutes { get; set; } = 60;

    /// <summary>Regular expression that the whole ticket number must match; <c>null</c>: a ticket is optional and free text.</summary>
    public string? TicketPattern { get; set; }

    /// <summary>Minutes after which the members of a protected or held group are read anew; 1–1,440, default 10.</summary>
    public int GroupsRefreshMinutes { get; set; } = 10;

    /// <summary>Minutes after which members that could not be read anew count as unreadable, which refuses every device; default 60.</summary>
    public int GroupsValidMinutes { get; set; } = 60;
}
