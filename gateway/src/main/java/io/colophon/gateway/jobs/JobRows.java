package io.colophon.gateway.jobs;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.pipeline.JobLink.ResumedJob;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rows of the table of operations. */
final class JobRows {
  static final String SELECT =
      "SELECT id, tenant, team, key_name, request, state, created_millis, deadline_millis,"
          + " cancel_millis, target, handle, entry, ended_millis, status, response, late_state,"
          + " late_until_millis, late_tries, late_ended_millis, late_entry, late_response FROM"
          + " operations ";

  private JobRows() {}

  static List<JobRow> read(PreparedStatement select) throws SQLException {
    List<JobRow> jobs = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        jobs.add(row(rows));
      }
    }
    return jobs;
  }

  private static JobRow row(ResultSet rows) throws SQLException {
    try {
      String handle = rows.getString("handle");
      byte[] status = rows.getBytes("status");
      return new JobRow(
          rows.getString("id"),
          new Caller(
              rows.getString("tenant"),
              Optional.ofNullable(rows.getString("key_name")),
              Optional.ofNullable(rows.getString("team"))),
          GenerateRequest.parseFrom(rows.getBytes("request")),
          JobState.valueOf(rows.getString("state")),
          Instant.ofEpochMilli(rows.getLong("created_millis")),
          time(rows, "deadline_millis"),
          time(rows, "cancel_millis").isPresent(),
          handle == null
              ? Optional.empty()
              : Optional.of(new ResumedJob(rows.getString("target"), handle)),
          entry(rows, "entry"),
          time(rows, "ended_millis"),
          status == null ? Optional.empty() : Optional.of(Status.parseFrom(status)),
          response(rows, "response"),
          late(rows));
    } catch (IOException broken) { // of a message or of an entry
      throw new SQLException("operation " + rows.getString("id") + " cannot be read", broken);
    }
  }

  private static Optional<JobRow.Late> late(ResultSet rows) throws SQLException, IOException {
    String state = rows.getString("late_state");
    return state == null
        ? Optional.empty()
        : Optional.of(
            new JobRow.Late(
                LateState.valueOf(state),
                Instant.ofEpochMilli(rows.getLong("late_until_millis")),
                rows.getInt("late_tries"),
                time(rows, "late_ended_millis"),
                entry(rows, "late_entry"),
                response(rows, "late_response")));
  }

  private static Optional<Instant> time(ResultSet rows, String column) throws SQLException {
    long millis = rows.getLong(column);
    return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static Optional<SettledEntry> entry(ResultSet rows, String column)
      throws SQLException, IOException {
    byte[] bytes = rows.getBytes(column);
    return bytes == null ? Optional.empty() : Optional.of(SettledEntry.of(bytes));
  }

  private static Optional<GenerateResponse> response(ResultSet rows, String column)
      throws SQLException, InvalidProtocolBufferException {
    byte[] bytes = rows.getBytes(column);
    return bytes == null ? Optional.empty() : Optional.of(GenerateResponse.parseFrom(bytes));
  }
}
