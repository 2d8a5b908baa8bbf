using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Sqlite.Migrations
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

            // As a statement: the framework would build the table anew, which no transaction of SQLite holds together.
            migrationBuilder.Sql("ALTER TABLE \"Selections\" DROP COLUMN \"Problems\"");

            migrationBuilder.AddColumn<int>(
                name: "Bulk",
                table: "Reviews",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Failure",
                table: "Reviews",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "InventoryAt",
                table: "Reviews",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "JudgedAt",
                table: "Reviews",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ProblemTotal",
                table: "Reviews",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte[]>(
                name: "Line",
                table: "ReviewDevices",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "ReviewDevices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Standing",
                table: "ReviewDevices",
                type: "INTEGER",
                nullable: false,
                defaultValue: -1);

            migrationBuilder.CreateTable(
                name: "SelectionProblems",
                columns: table => new
                {
                    SelectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Why = table.Column<string>(type: "TEXT", nullable: false),
                    Candidates = table.Column<string>(type: "TEXT", nullable: true)
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
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }
    }
}
