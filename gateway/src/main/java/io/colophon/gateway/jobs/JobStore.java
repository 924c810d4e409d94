package io.colophon.gateway.jobs;

import com.google.rpc.Status;
import io.colophon.gateway.pipeline.JobLink.ResumedJob;
import io.colophon.gateway.storage.Database;
import io.colophon.gateway.webhooks.Delivery;
import io.colophon.gateway.webhooks.DeliveryStore;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.v1.GenerateResponse;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happens to jobs, in the database. What answers with a boolean changes a state, and says
 * whether the table of states allowed it. Calls block. Thread-safe.
 */
final class JobStore {
  private final JobTable table;

  JobStore(Database database) {
    this.table = new JobTable(database);
  }

  /**
   * Adds a job, unless the tenant has one with the same idempotency key.
   *
   * @param idempotencyKey empty for none
   * @return the job that now stands for the request: the given one, or the earlier one
   */
  JobRow add(JobRow job, String idempotencyKey) {
    return table
        .database()
        .run(
            connection -> {
              try (PreparedStatement insert =
                  connection.prepareStatement(
                      "INSERT INTO operations (id, tenant, key_name, idempotency_key, request,"
                          + " state, progress, created_millis, team)"
                          + " VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?) ON"
                          + " CONFLICT DO NOTHING")) {
                JobTable.bind(
                    insert,
                    job.id(),
                    job.caller().tenant(),
                    job.caller().keyName().orElse(null),
                    idempotencyKey.isEmpty() ? null : idempotencyKey,
                    job.request().toByteArray(),
                    job.state().name(),
                    job.created().toEpochMilli(),
                    job.caller().team().orElse(null));
                if (insert.executeUpdate() == 1) {
                  return job;
                }
              }
              return JobTable.select(
                      connection,
                      "WHERE tenant = ? AND idempotency_key = ?",
                      job.caller().tenant(),
                      idempotencyKey)
                  .stream()
                  .findFirst()
                  .orElseThrow(() -> new SQLException("a job was neither added nor found"));
            });
  }

  // ---- looking

  /** The job of that id, whoever's it is. */
  Optional<JobRow> find(String id) {
    return table.select("WHERE id = ?", id).stream().findFirst();
  }

  /** The tenant's job of that id. */
  Optional<JobRow> find(String tenant, String id) {
    return table.select("WHERE tenant = ? AND id = ?", tenant, id).stream().findFirst();
  }

  /** Jobs of a tenant in the order of their ids, after the given one. */
  List<JobRow> list(String tenant, String afterId, int limit) {
    return table.select("WHERE tenant = ? AND id > ? ORDER BY id LIMIT ?", tenant, afterId, limit);
  }

  /** Jobs of a tenant, the youngest first, older than the given one. */
  List<JobRow> listOlder(String tenant, String beforeId, int limit) {
    return table.select(
        "WHERE tenant = ? AND id < ? ORDER BY id DESC LIMIT ?", tenant, beforeId, limit);
  }

  /** All jobs that have not ended, oldest first. */
  List<JobRow> unfinished() {
    return table.select("WHERE ended_millis IS NULL ORDER BY id");
  }

  /** Ended jobs that nobody watches and nothing has changed of since the given time. */
  List<JobRow> endedBefore(Instant time, int limit) {
    return table.select(
        "WHERE COALESCE(late_ended_millis, ended_millis) < ?"
            + " AND (late_state IS NULL OR late_state NOT IN ('WATCHING', 'SETTLING')) LIMIT ?",
        time.toEpochMilli(),
        limit);
  }

  /** Ended jobs whose upstream is to be asked by now, the longest due first. */
  List<JobRow> watchedAndDue(Instant now, int limit) {
    return table.select(
        "WHERE late_state = 'WATCHING' AND late_next_millis <= ? ORDER BY late_next_millis LIMIT ?",
        now.toEpochMilli(),
        limit);
  }

  /** Ended jobs whose upstream came to a good end that is not settled yet. */
  List<JobRow> settlingLate() {
    return table.select("WHERE late_state = 'SETTLING'");
  }

  // ---- the course of a job

  /** Notes that upstreams will be asked from now on, and until when. */
  boolean submitting(String id, Instant deadline) {
    return table.become(id, JobState.SUBMITTING, ", deadline_millis = ?", deadline.toEpochMilli());
  }

  /** Notes the upstream's job. */
  boolean handedOver(String id, ResumedJob upstream) {
    return table.become(
        id, JobState.RUNNING, ", target = ?, handle = ?", upstream.target(), upstream.handle());
  }

  /** Notes that the upstream's job is taken up again. */
  boolean resumed(String id) {
    return table.become(id, JobState.RUNNING, "");
  }

  /** Notes that outputs arrive. */
  boolean fetching(String id) {
    return table.become(id, JobState.FETCHING, "");
  }

  /** Keeps how it will end. */
  boolean settling(String id, GenerateResponse response, SettledEntry entry) {
    return table.become(
        id,
        JobState.SETTLING,
        ", response = ?, entry = ?",
        response.toByteArray(),
        entry.toBytes());
  }

  /** Notes that its caller asks for its end. */
  void cancelAsked(String id, Instant time) {
    var unused =
        table.update(
            "UPDATE operations SET cancel_millis = ? WHERE id = ? AND ended_millis IS NULL",
            time.toEpochMilli(),
            id);
  }

  /**
   * Notes the end and what is to be told of it, all or nothing.
   *
   * @param status why; empty for a good end
   * @param watchUntil how long its upstream is watched from now on; empty for not at all
   */
  boolean ended(
      String id,
      JobState state,
      Instant time,
      Optional<Status> status,
      Optional<Instant> watchUntil,
      Instant firstLook,
      List<Delivery> deliveries) {
    return table
        .database()
        .transact(
            connection -> {
              boolean ended =
                  JobTable.become(
                      connection,
                      id,
                      state,
                      ", ended_millis = ?, status = ?, late_state = ?, late_until_millis = ?,"
                          + " late_next_millis = ?, late_tries = 0",
                      time.toEpochMilli(),
                      status.map(Status::toByteArray).orElse(null),
                      watchUntil.map(until -> LateState.WATCHING.name()).orElse(null),
                      watchUntil.map(Instant::toEpochMilli).orElse(null),
                      watchUntil.map(until -> firstLook.toEpochMilli()).orElse(null));
              if (ended) {
                DeliveryStore.add(connection, deliveries);
              }
              return ended;
            });
  }

  // ---- after the end

  /** Notes that the upstream is asked once more now. */
  boolean looking(String id, int tries, Instant next) {
    return table.becomeLate(
        id,
        LateState.WATCHING,
        ", late_tries = ?, late_next_millis = ?",
        tries,
        next.toEpochMilli());
  }

  /** Keeps the good end that its upstream came to after all. */
  boolean settlingLate(String id, GenerateResponse response, SettledEntry entry) {
    return table.becomeLate(
        id,
        LateState.SETTLING,
        ", late_response = ?, late_entry = ?",
        response.toByteArray(),
        entry.toBytes());
  }

  /** Notes what became of the upstream's job, and what is to be told of it, all or nothing. */
  boolean endedLate(String id, LateState state, Instant time, List<Delivery> deliveries) {
    return table
        .database()
        .transact(
            connection -> {
              boolean ended =
                  JobTable.becomeLate(
                      connection, id, state, ", late_ended_millis = ?", time.toEpochMilli());
              if (ended) {
                DeliveryStore.add(connection, deliveries);
              }
              return ended;
            });
  }

  /** Has the upstream of a watched job asked at the next look. */
  void lookNow(String id, Instant now) {
    var unused =
        table.update(
            "UPDATE operations SET late_next_millis = ? WHERE id = ? AND late_state = 'WATCHING'",
            now.toEpochMilli(),
            id);
  }

  /** Forgets a job. */
  void delete(String id) {
    var unused = table.update("DELETE FROM operations WHERE id = ?", id);
  }
}
