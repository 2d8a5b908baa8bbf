using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AutopilotReset.Engine.Data.Postgres.Migrations
{
    /// <summary>Written by hand: the triggers that keep the audit append-only. A later change of them is a migration of its own.</summary>
    [DbContext(typeof(PostgresConsoleDbContext))]
    [Migration("20261127001000_AuditTriggers")]
    public class AuditTriggers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var trigger in PostgresAudit.Triggers)
                migrationBuilder.Sql(trigger.Statement);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var trigger in PostgresAudit.Triggers)
                migrationBuilder.Sql($"DROP FUNCTION \"{trigger.Name}\"() CASCADE;");
        }
    }
}
