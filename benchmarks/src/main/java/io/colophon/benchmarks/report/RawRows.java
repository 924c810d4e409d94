package io.colophon.benchmarks.report;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The rival: SQL that adds up one row per generation, in the same file. */
final class RawRows {
  private static final String[] FIGURES = {
    "compute", "accelerator_time", "energy", "co2e", "co2_coal_route", "coal", "water"
  };

  private RawRows() {}

  /**
   * Sums by tenant and day: the counters and figures that these generations have.
   *
   * @return how many generations it counted
   */
  static long report(Path file) throws SQLException {
    StringBuilder sums = new StringBuilder("SELECT s.tenant, e.day, COUNT(*)");
    for (String counter : new String[] {"input_tokens", "output_tokens", "cost_nanos"}) {
      sums.append(", SUM(e.").append(counter).append("), COUNT(e.").append(counter).append(')');
    }
    for (String figure : FIGURES) {
      for (String bound : new String[] {"low", "best", "high"}) {
        sums.append(", SUM(e.").append(figure).append('_').append(bound).append(')');
      }
      sums.append(", COUNT(e.").append(figure).append("_best)");
    }
    sums.append(" FROM usage_entry e JOIN usage_series s ON s.id = e.series_id")
        .append(" GROUP BY s.tenant, e.day ORDER BY s.tenant, e.day");
    long entries = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sums.toString())) {
      while (rows.next()) {
        entries += rows.getLong(3);
      }
    }
    return entries;
  }
}
