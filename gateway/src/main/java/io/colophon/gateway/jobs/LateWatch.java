package io.colophon.gateway.jobs;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after upstreams' jobs whose operations have ended without them: by deadline, cancellation
 * or a connection that was lost. Each is taken up again now and then, with growing pauses, until
 * the time to watch is over. What came of it is labelled, recorded and kept like any result; its
 * cost goes to the platform's account. Every step is on disk, so that a restart goes on with it.
 */
final class LateWatch {
  private static final Logger log = LoggerFactory.getLogger(LateWatch.class);
  private static final int MOST_AT_ONCE = 16;
  private static final int MOST_DOUBLINGS = 7;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** How long one look may take, download included. An upstream that still works is cancelled. */
  private static final Duration LOOK = Duration.ofMinutes(5);

  private final JobTools tools;

  // Guarded by this.
  private final Set<String> looking = new HashSet<>();
  private boolean closed;

  LateWatch(JobTools tools) {
    this.tools = tools;
  }

  /** Whether an upstream that fails so, or was left so, may come to a good end all the same. */
  static boolean isOpenQuestion(Reason reason) {
    return switch (reason) {
      case DEADLINE_EXCEEDED,
          CANCELLED,
          INTERRUPTED,
          DRAINING,
          UPSTREAM_UNAVAILABLE,
          UPSTREAM_MISCONFIGURED,
          UPSTREAM_MALFORMED,
          MODEL_NOT_FOUND,
          PERMISSION_DENIED,
          GATEWAY_OVERLOADED ->
          true;
      default -> false;
    };
  }

  /**
   * How long to wait before the next look: half a minute, then twice as long each time, at most an
   * hour.
   *
   * @param tries looks so far
   */
  static Duration pause(int tries) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  /** Looks at those that are due. Blocks; called every few seconds. */
  void look() {
    Instant now = tools.clock().instant();
    for (JobRow row : tools.store().watchedAndDue(now, MOST_AT_ONCE)) {
      JobRow.Late late = row.late().orElseThrow();
      if (!now.isBefore(late.until())) {
        giveUp(row, now);
      } else if (begin(row.id())) {
        look(row, late, now);
      }
    }
  }

  private void giveUp(JobRow row, Instant now) {
    if (tools.store().endedLate(row.id(), LateState.UNKNOWN, now, List.of())) {
      log.warn(
          "job {}: what became of it at {} is not known, and it is watched no longer",
          row.id(),
          target(row));
    }
  }

  private synchronized boolean begin(String id) {
    return !closed && looking.size() < MOST_AT_ONCE && looking.add(id);
  }

  synchronized void over(String id) {
    looking.remove(id);
  }

  private void look(JobRow row, JobRow.Late late, Instant now) {
    int tries = late.tries() + 1;
    LateLook look = new LateLook(row, this, tools);
    try {
      if (!tools.store().looking(row.id(), tries, now.plus(pause(tries)))) {
        over(row.id());
        return;
      }
      Received received = tools.read(row, Optional.of(LOOK));
      tools.run(look, received, row.upstream(), Optional.of(row.id() + "-late-" + tries));
    } catch (Refusal refusal) {
      look.failed(refusal);
    } catch (RuntimeException failure) {
      over(row.id());
      log.error("job {} could not be looked after; it will be tried again", row.id(), failure);
    }
  }

  private static String target(JobRow row) {
    return row.upstream().map(upstream -> upstream.target()).orElse("an upstream");
  }

  synchronized void close() {
    closed = true;
  }
}
