namespace AutopilotReset.Engine.Guards;

/// <summary>Section <c>Guards</c> of the configuration: the defaults that protect (rules.md). Read once at start.</summary>
public sealed class GuardOptions
{
    public const string Section = "Guards";

    /// <summary>Devices in one batch at most; 1–100,000, default 25.</summary>
    public int DevicesPerBatch { get; set; } = 25;

    /// <summary>Devices sent in any 24 hours at most, over all batches; 1–100,000, default 100.</summary>
    public int DevicesPer24Hours { get; set; } = 100;

    /// <summary>Devices that somebody else resets or wipes in any 10 minutes at which our own sending is held; 1–10,000, default 20.</summary>
    public int ForeignWipesIn10Minutes { get; set; } = 20;

    /// <summary>Hours after which a confirmation allows no further send; 1–168, default 24.</summary>
    public int ConfirmationValidHours { get; set; } = 24;

    /// <summary>Minutes after a person last signed in by hand within which they may confirm a batch or take one over; 0–1,440, default 60. 0: any session may.</summary>
    public int ConfirmSignInMinutes { get; set; } = 60;

    /// <summary>Devices that one person may have reset alone, in one batch and over all of theirs of 24 hours; more need the approval of a second person. 0–10,000, default 10; 0: every reset needs it. A wipe always does.</summary>
    public int ApprovalAboveDevices { get; set; } = 10;

    /// <summary>Hours after which an approval allows no further send; 1–168, default 24.</summary>
    public int ApprovalValidHours { get; set; } = 24;

    /// <summary>Minutes after a person last signed in by hand within which they may approve, or loosen a guard; 0–1,440, default 15. 0: any session may.</summary>
    public int ApprovalSignInMinutes { get; set; } = 15;

    /// <summary>Hours after which a guard is loosened by the one person who asked for it, where nobody else uses the console; 1–144, default 24.</summary>
    public int LoosenAloneAfterHours { get; set; } = 24;

    /// <summary>Minutes after its start within which a batch still begins by itself; later a person has to stand for it anew. 1–1,440, default 60.</summary>
    public int StartGraceMinutes { get; set; } = 60;

    /// <summary>Minutes after which a review is too old to be confirmed and must be read again; 1–1,440, default 30.</summary>
    public int ReviewValidMinutes { get; set; } = 30;

    /// <summary>Hours after its beginning beyond which a review of more than 500 devices may not be confirmed, since its first readings are that old; 1–24, default 6.</summary>
    public int LongReviewValidHours { get; set; } = 6;

    /// <summary>Days without a check-in after which a device must be released; 1–3,650, default 14.</summary>
    public int ReleaseAfterDays { get; set; } = 14;

    /// <summary>Days without a check-in after which a device is refused; more than <see cref="ReleaseAfterDays"/>, default 30.</summary>
    public int RefuseAfterDays { get; set; } = 30;

    /// <summary>A check-in or sign-in younger than this means "in use"; minutes, 1–1,440, default 60.</summary>
    public int InUseMinutes { get; set; } = 60;

    /// <summary>Characters that a justification, a release or another reason must have at least; 1–200, default 10.</summary>
    public int ReasonMinLength { get; set; } = 10;

    /// <summary>Regular expression that the whole ticket number must match; <c>null</c>: a ticket is optional and free text.</summary>
    public string? TicketPattern { get; set; }

    /// <summary>Minutes after which the members of a protected or held group are read anew; 1–1,440, default 10.</summary>
    public int GroupsRefreshMinutes { get; set; } = 10;

    /// <summary>Minutes after which members that could not be read anew count as unreadable, which refuses every device; default 60.</summary>
    public int GroupsValidMinutes { get; set; } = 60;
}
