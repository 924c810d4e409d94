package io.colophon.metering.sql;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables to the state that this program knows. */
final class Migrations {
  private Migrations() {}

  /**
   * Runs what has not run yet. The caller sees to it that one process at a time does so: Flyway's
   * own lock begins behind the making of its table, which two would try.
   *
   * @throws SQLException if it fails, or the tables were made by a newer program
   */
  static void run(DataSource database, Dialect dialect) throws SQLException {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(database)
          .table("usage_schema_history")
          .locations(dialect.migrations())
          .javaMigrations(new CurrentColumns())
          .validateMigrationNaming(true)
          .baselineOnMigrate(true) // other programs' tables may be in the same schema
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException failure) {
      throw new MigrationException(failure);
    }
  }

  /** The tables are not what they must be and could not be made so. */
  static final class MigrationException extends SQLException {
    private static final long serialVersionUID = 1L;

    MigrationException(FlywayException cause) {
      super("the usage tables cannot be brought up to date: " + cause.getMessage(), cause);
    }
  }
}
