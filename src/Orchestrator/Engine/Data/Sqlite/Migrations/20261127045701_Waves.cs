using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Waves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Requests_BatchId_State_Position",
                table: "Requests");

            migrationBuilder.AddColumn<int>(
                name: "Wave",
                table: "Requests",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "FailuresAccepted",
                table: "Batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "HaltedBecause",
                table: "Batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OpenWave",
                table: "Batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "WaveOpenedAt",
                table: "Batches",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WavePlan",
                table: "Batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WaveSoaksUntil",
                table: "Batches",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Waves",
                table: "Batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateIndex(
                name: "IX_Requests_BatchId_State_Wave_Position",
                table: "Requests",
                columns: new[] { "BatchId", "State", "Wave", "Position" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Requests_BatchId_State_Wave_Position",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Wave",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "FailuresAccepted",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "HaltedBecause",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "OpenWave",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "WaveOpenedAt",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "WavePlan",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "WaveSoaksUntil",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "Waves",
                table: "Batches");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_BatchId_State_Position",
                table: "Requests",
                columns: new[] { "BatchId", "State", "Position" });
        }
    }
}
