using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ActorId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ActorName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    BatchId = table.Column<Guid>(type: "uuid", nullable: true),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: true),
                    ManagedDeviceId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    EntraDeviceId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DeviceName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => new { x.Tenant, x.Seq });
                });

            migrationBuilder.CreateTable(
                name: "AuditHeads",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditHeads", x => x.Tenant);
                });

            migrationBuilder.CreateTable(
                name: "Batches",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    ReviewId = table.Column<Guid>(type: "uuid", nullable: false),
                    FrozenHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    NextUser = table.Column<int>(type: "integer", nullable: false),
                    Justification = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Ticket = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ConfirmedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ConfirmedBy = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    StateReason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    StandsSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SendsAs = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Batches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeploymentStamp",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    DeploymentId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Cloud = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeploymentStamp", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "GuardEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    List = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Value = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Label = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AddedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AddedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GuardEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "GuardGroupMembers",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    GroupId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DeviceIds = table.Column<string>(type: "text", nullable: false),
                    ReadAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GuardGroupMembers", x => new { x.Tenant, x.GroupId });
                });

            migrationBuilder.CreateTable(
                name: "HolderChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ManagedDeviceId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Holder = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Origin = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HolderChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InventoryColumns",
                columns: table => new
                {
                    Run = table.Column<long>(type: "bigint", nullable: false),
                    Column = table.Column<int>(type: "integer", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InventoryColumns", x => new { x.Run, x.Column });
                });

            migrationBuilder.CreateTable(
                name: "InventoryGrams",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Places = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InventoryGrams", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InventoryPages",
                columns: table => new
                {
                    Run = table.Column<long>(type: "bigint", nullable: false),
                    Source = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    ReadAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    NextLink = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InventoryPages", x => new { x.Run, x.Source, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "InventoryParts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InventoryParts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InventoryReaders",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reader = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CurrentRun = table.Column<long>(type: "bigint", nullable: true),
                    FullReadAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Devices = table.Column<int>(type: "integer", nullable: false),
                    LastError = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    JudgedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastTriedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InventoryReaders", x => new { x.Tenant, x.Reader });
                });

            migrationBuilder.CreateTable(
                name: "InventoryRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reader = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Moved = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InventoryRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KillSwitches",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    On = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    By = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KillSwitches", x => x.Tenant);
                });

            migrationBuilder.CreateTable(
                name: "KnownAdmins",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ObjectId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    UserPrincipalName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Level = table.Column<int>(type: "integer", nullable: false),
                    LastSeen = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownAdmins", x => new { x.Tenant, x.ObjectId });
                });

            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Token = table.Column<long>(type: "bigint", nullable: false),
                    Beat = table.Column<long>(type: "bigint", nullable: false),
                    Node = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    BeatAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => new { x.Tenant, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "ProtectionKeys",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Xml = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProtectionKeys", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Reviews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    SelectionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Owner = table.Column<string>(type: "text", nullable: false),
                    OwnerId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OwnerLevel = table.Column<int>(type: "integer", nullable: false),
                    Problems = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FinishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    PlannedBatchId = table.Column<Guid>(type: "uuid", nullable: false),
                    BatchId = table.Column<Guid>(type: "uuid", nullable: true),
                    ConfirmedWith = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reviews", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Selections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Owner = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Problems = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Selections", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SessionCutoffs",
                columns: table => new
                {
                    AccountId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Why = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SessionCutoffs", x => x.AccountId);
                });

            migrationBuilder.CreateTable(
                name: "TokenCache",
                columns: table => new
                {
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Value = table.Column<byte[]>(type: "bytea", nullable: false),
                    WrittenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Sliding = table.Column<TimeSpan>(type: "interval", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TokenCache", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Requests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    BatchId = table.Column<Guid>(type: "uuid", nullable: false),
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    DeviceKey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ManagedDeviceId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EntraDeviceId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OpenManagedDeviceId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OpenEntraDeviceId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Serial = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Confirmed = table.Column<string>(type: "text", nullable: false),
                    ReleasedCodes = table.Column<string>(type: "text", nullable: false),
                    WasHybrid = table.Column<bool>(type: "boolean", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    NotBefore = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Throttles = table.Column<int>(type: "integer", nullable: false),
                    ThrottleCleanSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Before = table.Column<string>(type: "text", nullable: true),
                    Latest = table.Column<string>(type: "text", nullable: true),
                    Grade = table.Column<int>(type: "integer", nullable: false),
                    ReportedOnly = table.Column<bool>(type: "boolean", nullable: false),
                    AcceptedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    SeenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReportedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ProvenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastEvidenceAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ArmedSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Deadline = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    NextLookAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Findings = table.Column<string>(type: "text", nullable: false),
                    ReadyFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Requests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Requests_Batches_BatchId",
                        column: x => x.BatchId,
                        principalTable: "Batches",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReviewDevices",
                columns: table => new
                {
                    ReviewId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Serial = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReadAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Facts = table.Column<string>(type: "text", nullable: true),
                    Judgement = table.Column<string>(type: "text", nullable: true),
                    Error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReleasedBecause = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    TakenOut = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewDevices", x => new { x.ReviewId, x.Position });
                    table.ForeignKey(
                        name: "FK_ReviewDevices_Reviews_ReviewId",
                        column: x => x.ReviewId,
                        principalTable: "Reviews",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SelectedDevices",
                columns: table => new
                {
                    SelectionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Serial = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SelectedDevices", x => new { x.SelectionId, x.Position });
                    table.ForeignKey(
                        name: "FK_SelectedDevices_Selections_SelectionId",
                        column: x => x.SelectionId,
                        principalTable: "Selections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Attempts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    BatchId = table.Column<Guid>(type: "uuid", nullable: false),
                    Tenant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    LiveRequestId = table.Column<Guid>(type: "uuid", nullable: true),
                    AccountId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Node = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FencingToken = table.Column<long>(type: "bigint", nullable: false),
                    IntentAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Status = table.Column<int>(type: "integer", nullable: true),
                    Answer = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ApprovalCode = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attempts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Attempts_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_LiveRequestId",
                table: "Attempts",
                column: "LiveRequestId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_RequestId_Number",
                table: "Attempts",
                columns: new[] { "RequestId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_Tenant_IntentAt",
                table: "Attempts",
                columns: new[] { "Tenant", "IntentAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_BatchId",
                table: "AuditEntries",
                column: "BatchId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_EntraDeviceId",
                table: "AuditEntries",
                column: "EntraDeviceId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_ManagedDeviceId",
                table: "AuditEntries",
                column: "ManagedDeviceId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_RequestId",
                table: "AuditEntries",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Tenant_At",
                table: "AuditEntries",
                columns: new[] { "Tenant", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Batches_ReviewId",
                table: "Batches",
                column: "ReviewId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Batches_Tenant_State",
                table: "Batches",
                columns: new[] { "Tenant", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_GuardEntries_Tenant_List_Kind_Value",
                table: "GuardEntries",
                columns: new[] { "Tenant", "List", "Kind", "Value" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HolderChanges_ManagedDeviceId_At",
                table: "HolderChanges",
                columns: new[] { "ManagedDeviceId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_InventoryRuns_Tenant_Reader_State",
                table: "InventoryRuns",
                columns: new[] { "Tenant", "Reader", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_BatchId_Position",
                table: "Requests",
                columns: new[] { "BatchId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Requests_EntraDeviceId",
                table: "Requests",
                column: "EntraDeviceId");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_ManagedDeviceId",
                table: "Requests",
                column: "ManagedDeviceId");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_ArmedSince",
                table: "Requests",
                columns: new[] { "Tenant", "ArmedSince" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_NextLookAt",
                table: "Requests",
                columns: new[] { "Tenant", "NextLookAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_OpenEntraDeviceId",
                table: "Requests",
                columns: new[] { "Tenant", "OpenEntraDeviceId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_OpenManagedDeviceId",
                table: "Requests",
                columns: new[] { "Tenant", "OpenManagedDeviceId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Tenant_State_NotBefore",
                table: "Requests",
                columns: new[] { "Tenant", "State", "NotBefore" });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewDevices_ReviewId_Key",
                table: "ReviewDevices",
                columns: new[] { "ReviewId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_CreatedAt",
                table: "Reviews",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_FinishedAt",
                table: "Reviews",
                column: "FinishedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Selections_Tenant_CreatedAt",
                table: "Selections",
                columns: new[] { "Tenant", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_TokenCache_ExpiresAt",
                table: "TokenCache",
                column: "ExpiresAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Attempts");

            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "AuditHeads");

            migrationBuilder.DropTable(
                name: "DeploymentStamp");

            migrationBuilder.DropTable(
                name: "GuardEntries");

            migrationBuilder.DropTable(
                name: "GuardGroupMembers");

            migrationBuilder.DropTable(
                name: "HolderChanges");

            migrationBuilder.DropTable(
                name: "InventoryColumns");

            migrationBuilder.DropTable(
                name: "InventoryGrams");

            migrationBuilder.DropTable(
                name: "InventoryPages");

            migrationBuilder.DropTable(
                name: "InventoryParts");

            migrationBuilder.DropTable(
                name: "InventoryReaders");

            migrationBuilder.DropTable(
                name: "InventoryRuns");

            migrationBuilder.DropTable(
                name: "KillSwitches");

            migrationBuilder.DropTable(
                name: "KnownAdmins");

            migrationBuilder.DropTable(
                name: "Leases");

            migrationBuilder.DropTable(
                name: "ProtectionKeys");

            migrationBuilder.DropTable(
                name: "ReviewDevices");

            migrationBuilder.DropTable(
                name: "SelectedDevices");

            migrationBuilder.DropTable(
                name: "SessionCutoffs");

            migrationBuilder.DropTable(
                name: "TokenCache");

            migrationBuilder.DropTable(
                name: "Requests");

            migrationBuilder.DropTable(
                name: "Reviews");

            migrationBuilder.DropTable(
                name: "Selections");

            migrationBuilder.DropTable(
                name: "Batches");
        }
    }
}
