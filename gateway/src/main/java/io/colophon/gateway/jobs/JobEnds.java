package io.colophon.gateway.jobs;

import com.google.rpc.Status;
import io.colophon.gateway.pipeline.JobLink.ResumedJob;
import io.colophon.gateway.work.Completion;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.v1.GenerateResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends jobs: in the database with what is to be told of it, and in the ledger if need be. */
record JobEnds(
    JobStore store, JobNews news, Ledger ledger, Supplier<Duration> lateWatch, Clock clock) {
  private static final Logger log = LoggerFactory.getLogger(JobEnds.class);

  /**
   * Ends a job.
   *
   * @param upstream the upstream's job that it is
   * @param openQuestion whether the upstream may come to a good end all the same
   * @return the row as it is kept now
   */
  JobRow end(
      JobRow row,
      Optional<ResumedJob> upstream,
      JobState state,
      Optional<Status> status,
      boolean openQuestion) {
    Instant now = clock.instant();
    Duration watch = lateWatch.get();
    Optional<Instant> until =
        openQuestion && upstream.isPresent() && !watch.isZero()
            ? Optional.of(now.plus(watch))
            : Optional.empty();
    Optional<GenerateResponse> response =
        state == JobState.SUCCEEDED
            ? store.find(row.id()).flatMap(JobRow::response)
            : Optional.empty();
    boolean ended =
        store.ended(
            row.id(),
            state,
            now,
            status,
            until,
            now.plus(LateWatch.pause(0)),
            news.ended(row, state, status, response, now));
    if (!ended) {
      throw new IllegalStateException("job " + row.id() + " cannot end as " + state);
    }
    until.ifPresent(
        time ->
            log.warn(
                "job {} ended as {}; its upstream is watched until {}", row.id(), state, time));
    settleLeftOver(row.id(), now);
    return store.find(row.id()).orElseThrow();
  }

  /** An entry that an earlier run opened, and that this one had no occasion to go on with. */
  private void settleLeftOver(String id, Instant now) {
    ledger
        .goingOn(id)
        .ifPresent(
            opened ->
                Completion.of(
                    ledger.settle(SettledEntry.interrupted(opened, now)),
                    (position, failure) -> {
                      if (failure != null) {
                        log.error("generation {} is not settled", id, failure);
                      }
                    }));
  }
}
