package io.colophon.gateway.jobs;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.storage.EmbeddedDatabase;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jobs in the database. Calls block. Thread-safe. */
final class JobStore {
  private static final String SELECT =
      "SELECT id, tenant, key_name, request, state, created_millis, ended_millis, status, response"
          + " FROM operations ";

  private final EmbeddedDatabase database;

  JobStore(EmbeddedDatabase database) {
    this.database = database;
  }

  /**
   * Adds a job, unless the tenant has one with the same idempotency key.
   *
   * @param idempotencyKey empty for none
   * @return the job that now stands for the request: the given one, or the earlier one
   */
  JobRow add(JobRow job, String idempotencyKey) {
    return database.run(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO operations (id, tenant, key_name, idempotency_key, request, state,"
                      + " progress, created_millis) VALUES (?, ?, ?, ?, ?, ?, 0, ?)"
                      + " ON CONFLICT DO NOTHING")) {
            insert.setString(1, job.id());
            insert.setString(2, job.caller().tenant());
            insert.setString(3, job.caller().keyName().orElse(null));
            if (idempotencyKey.isEmpty()) {
              insert.setNull(4, Types.VARCHAR);
            } else {
              insert.setString(4, idempotencyKey);
            }
            insert.setBytes(5, job.request().toByteArray());
            insert.setString(6, job.state().name());
            insert.setLong(7, job.created().toEpochMilli());
            if (insert.executeUpdate() == 1) {
              return job;
            }
          }
          return one(
                  connection,
                  "WHERE tenant = ? AND idempotency_key = ?",
                  job.caller().tenant(),
                  idempotencyKey)
              .orElseThrow(() -> new SQLException("a job was neither added nor found"));
        });
  }

  /** The tenant's job of that id. */
  Optional<JobRow> find(String tenant, String id) {
    return database.run(connection -> one(connection, "WHERE tenant = ? AND id = ?", tenant, id));
  }

  /** Jobs of a tenant in the order of their ids, after the given one. */
  List<JobRow> list(String tenant, String afterId, int limit) {
    return database.run(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  SELECT + "WHERE tenant = ? AND id > ? ORDER BY id LIMIT ?")) {
            select.setString(1, tenant);
            select.setString(2, afterId);
            select.setInt(3, limit);
            return read(select);
          }
        });
  }

  /** All jobs that have not ended, oldest first. */
  List<JobRow> unfinished() {
    return database.run(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(SELECT + "WHERE ended_millis IS NULL ORDER BY id")) {
            return read(select);
          }
        });
  }

  /** Ended jobs that ended before the given time. */
  List<JobRow> endedBefore(Instant time, int limit) {
    return database.run(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(SELECT + "WHERE ended_millis < ? LIMIT ?")) {
            select.setLong(1, time.toEpochMilli());
            select.setInt(2, limit);
            return read(select);
          }
        });
  }

  /** Notes that attempts begin. */
  void running(String id) {
    database.run(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE operations SET state = 'RUNNING' WHERE id = ? AND state = 'ACCEPTED'")) {
            update.setString(1, id);
            return update.executeUpdate();
          }
        });
  }

  /** Notes the end; a job ends once. */
  void ended(
      String id,
      JobState state,
      Instant time,
      Optional<Status> status,
      Optional<GenerateResponse> response) {
    database.run(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE operations SET state = ?, ended_millis = ?, status = ?, response = ?"
                      + " WHERE id = ? AND ended_millis IS NULL")) {
            update.setString(1, state.name());
            update.setLong(2, time.toEpochMilli());
            update.setBytes(3, status.map(Status::toByteArray).orElse(null));
            update.setBytes(4, response.map(GenerateResponse::toByteArray).orElse(null));
            update.setString(5, id);
            return update.executeUpdate();
          }
        });
  }

  /** Forgets a job. */
  void delete(String id) {
    database.run(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM operations WHERE id = ?")) {
            delete.setString(1, id);
            return delete.executeUpdate();
          }
        });
  }

  private static Optional<JobRow> one(
      Connection connection, String where, String first, String second) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + where)) {
      select.setString(1, first);
      select.setString(2, second);
      return read(select).stream().findFirst();
    }
  }

  private static List<JobRow> read(PreparedStatement select) throws SQLException {
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
      long ended = rows.getLong("ended_millis");
      Optional<Instant> endedAt =
          rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended));
      byte[] status = rows.getBytes("status");
      byte[] response = rows.getBytes("response");
      return new JobRow(
          rows.getString("id"),
          new Caller(rows.getString("tenant"), Optional.ofNullable(rows.getString("key_name"))),
          GenerateRequest.parseFrom(rows.getBytes("request")),
          JobState.valueOf(rows.getString("state")),
          Instant.ofEpochMilli(rows.getLong("created_millis")),
          endedAt,
          status == null ? Optional.empty() : Optional.of(Status.parseFrom(status)),
          response == null ? Optional.empty() : Optional.of(GenerateResponse.parseFrom(response)));
    } catch (InvalidProtocolBufferException broken) {
      throw new SQLException("operation " + rows.getString("id") + " cannot be read", broken);
    }
  }
}
