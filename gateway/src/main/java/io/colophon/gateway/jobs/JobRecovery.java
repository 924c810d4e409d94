package io.colophon.gateway.jobs;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.storage.Database;
import io.colophon.gateway.wire.Statuses;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.SettledEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start does with jobs that the last run left open, so that none is lost and none is paid
 * twice:
 *
 * <ul>
 *   <li>accepted: it is run;
 *   <li>submitting: an upstream may have it, but nobody knows its handle: it ends as interrupted;
 *   <li>running or fetching with a handle: it is taken up, in the same entry of the ledger; if that
 *       is settled, the job had ended, and its end is told by the entry;
 *   <li>settling: the entry is made if it is not there, and the job ends well.
 * </ul>
 */
final class JobRecovery {
  private static final Logger log = LoggerFactory.getLogger(JobRecovery.class);

  private final JobTools tools;
  private final Jobs jobs;

  JobRecovery(JobTools tools, Jobs jobs) {
    this.tools = tools;
    this.jobs = jobs;
  }

  /** Usage ids whose entries this run goes on with. Blocks; asked before the ledger is opened. */
  static Set<String> goingOn(Database database) {
    JobStore store = new JobStore(database);
    Set<String> ids = new HashSet<>();
    for (JobRow row : store.unfinished()) {
      if (row.state() == JobState.SETTLING || isAtUpstream(row)) {
        ids.add(row.id());
      }
    }
    for (JobRow row : store.settlingLate()) {
      ids.add(row.late().flatMap(JobRow.Late::entry).orElseThrow().usageId());
    }
    return ids;
  }

  private static boolean isAtUpstream(JobRow row) {
    return (row.state() == JobState.RUNNING || row.state() == JobState.FETCHING)
        && row.upstream().isPresent();
  }

  /**
   * Ends, settles and takes up. Blocks; called once, at start.
   *
   * @throws IOException if the ledger cannot be read
   */
  void recover() throws IOException {
    List<JobRow> open = tools.store().unfinished();
    List<JobRow> late = tools.store().settlingLate();
    Map<String, SettledEntry> settled = settled(open, late);
    for (JobRow row : open) {
      recover(row, Optional.ofNullable(settled.get(row.id())));
    }
    for (JobRow row : late) {
      SettledEntry entry = row.late().flatMap(JobRow.Late::entry).orElseThrow();
      enterOnce(entry, settled.containsKey(entry.usageId()));
      new LateLook(row, new LateWatch(tools), tools).succeeded();
    }
    jobs.runMore();
  }

  private void recover(JobRow row, Optional<SettledEntry> settled) {
    if (row.state() == JobState.ACCEPTED) {
      if (row.cancelAsked()) {
        end(row, Reason.CANCELLED, "the caller cancelled");
      } else {
        jobs.enqueue(new Job(row, jobs));
      }
    } else if (row.state() == JobState.SETTLING) {
      enterOnce(row.entry().orElseThrow(), settled.isPresent());
      var unused =
          tools.ends().end(row, row.upstream(), JobState.SUCCEEDED, Optional.empty(), false);
      log.info("job {} was settling when the last run ended; it has succeeded", row.id());
    } else if (settled.isPresent() && settled.get().endState() != EndState.INTERRUPTED) {
      endAsSettled(row, settled.get().endState());
    } else if (isAtUpstream(row)) {
      log.info("job {} is taken up again at {}", row.id(), row.upstream().orElseThrow().target());
      jobs.resume(new Job(row, jobs));
    } else {
      log.warn("job {} was cut by a restart", row.id());
      end(
          row,
          Reason.INTERRUPTED,
          "the server was restarted while an upstream was asked; whether it took the job is not"
              + " known, so it was not asked again");
    }
  }

  /** The run that ended had ended the job, but had no time to say so. */
  private void endAsSettled(JobRow row, EndState how) {
    switch (how) {
      case CANCELLED_BEFORE_OUTPUT, CANCELLED_AFTER_OUTPUT ->
          end(row, Reason.CANCELLED, "the caller cancelled");
      case DEADLINE -> end(row, Reason.DEADLINE_EXCEEDED, "the deadline passed");
      case REFUSED -> end(row, Reason.CONTENT_REFUSED, "the model refuses this input");
      default ->
          end(row, Reason.INTERRUPTED, "the job failed while the server was stopped; why was lost");
    }
  }

  private void end(JobRow row, Reason reason, String text) {
    tools.artifacts().delete(row.id());
    var unused =
        tools
            .ends()
            .end(
                row,
                row.upstream(),
                reason == Reason.CANCELLED ? JobState.CANCELLED : JobState.FAILED,
                Optional.of(Statuses.of(Refusal.of(reason, text))),
                true);
  }

  private void enterOnce(SettledEntry entry, boolean isThere) {
    if (isThere) {
      return;
    }
    Ledger ledger = tools.ledger();
    if (ledger.goingOn(entry.usageId()).isEmpty()) {
      ledger.opened(entry.opened());
    }
    var unused = ledger.settle(entry).join();
  }

  /** What the ledger says of jobs that it does not go on with. */
  private Map<String, SettledEntry> settled(List<JobRow> open, List<JobRow> late)
      throws IOException {
    Set<String> asked = new HashSet<>();
    Instant since = Instant.MAX;
    for (JobRow row : open) {
      if (row.state() != JobState.ACCEPTED && tools.ledger().goingOn(row.id()).isEmpty()) {
        asked.add(row.id());
        since = row.created().isBefore(since) ? row.created() : since;
      }
    }
    for (JobRow row : late) {
      SettledEntry entry = row.late().flatMap(JobRow.Late::entry).orElseThrow();
      asked.add(entry.usageId());
      since = row.created().isBefore(since) ? row.created() : since;
    }
    Map<String, SettledEntry> found = new HashMap<>();
    if (!asked.isEmpty()) {
      tools
          .ledger()
          .read(
              LedgerFilter.period(since, null),
              (position, entry) -> {
                if (asked.contains(entry.usageId())) {
                  found.put(entry.usageId(), entry);
                }
                return true;
              });
    }
    return found;
  }
}
