using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class LongLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What was chosen before has its unclear lines elsewhere: it is chosen again. Reviews keep their own.
            migrationBuilder.Sql("DELETE FROM \"SelectedDevices\"");
            migrationBuilder.Sql("DELETE FROM \"Selections\"");

            migrationBuilder.DropColumn(
                name: "Problems",
                table: "Selections");

            migrationBuilder.AddColumn<int>(
                name: "Bulk",
                table: "Reviews",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Failure",
                table: "Reviews",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "InventoryAt",
                table: "Reviews",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "JudgedAt",
                table: "Reviews",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ProblemTotal",
                table: "Reviews",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte[]>(
                name: "Line",
                table: "ReviewDevices",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "ReviewDevices",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "Standing",
                table: "ReviewDevices",
                type: "integer",
                nullable: false,
                defaultValue: -1);

            migrationBuilder.CreateTable(
                name: "SelectionProblems",
                columns: table => new
                {
                    SelectionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Line = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Why = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Candidates = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SelectionProblems", x => new { x.SelectionId, x.Position });
                    table.ForeignKey(
                        name: "FK_SelectionProblems_Selections_SelectionId",
                        column: x => x.SelectionId,
                        principalTable: "Selections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewDevices_ReviewId_Standing_Reason_Position_Line",
                table: "ReviewDevices",
                columns: new[] { "ReviewId", "Standing", "Reason", "Position", "Line" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SelectionProblems");

            migrationBuilder.DropIndex(
                name: "IX_ReviewDevices_ReviewId_Standing_Reason_Position_Line",
                table: "ReviewDevices");

            migrationBuilder.DropColumn(
                name: "Bulk",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Failure",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "InventoryAt",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "JudgedAt",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "ProblemTotal",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Line",
                table: "ReviewDevices");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "ReviewDevices");

            migrationBuilder.DropColumn(
                name: "Standing",
                table: "ReviewDevices");

            migrationBuilder.AddColumn<string>(
                name: "Problems",
                table: "Selections",
                type: "text",
                nullable: false,
                defaultValue: "");
        }
    }
}
