package io.colophon.gateway.routing.canary;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Attempts under way on one side of a trial, so that one that hangs tells before it ends. Not
 * thread-safe.
 */
final class UnderWay {
  private final Set<OpenAttempt> waiting = new LinkedHashSet<>(); // in the order they began
  private final Set<OpenAttempt> answered = new LinkedHashSet<>();
  private boolean hasAnswered;
  private long answeredNanos;

  void began(OpenAttempt attempt) {
    waiting.add(attempt);
  }

  void firstOutput(OpenAttempt attempt, long nowNanos) {
    if (waiting.remove(attempt)) {
      attempt.answered(nowNanos);
      answered.add(attempt);
      hasAnswered = true;
      answeredNanos = nowNanos;
    }
  }

  void over(OpenAttempt attempt) {
    if (!waiting.remove(attempt)) {
      answered.remove(attempt);
    }
  }

  int waiting() {
    return waiting.size();
  }

  int answered() {
    return answered.size();
  }

  /** How many wait for longer than so. */
  int overdue(long limitNanos, long nowNanos) {
    int found = 0;
    for (OpenAttempt attempt : waiting) {
      if (nowNanos - attempt.beganNanos() <= limitNanos) {
        break;
      }
      found++;
    }
    return found;
  }

  /** Whether something came for the first time within so long. */
  boolean hasAnsweredWithin(long nanos, long nowNanos) {
    return hasAnswered && nowNanos - answeredNanos <= nanos;
  }

  /**
   * Adds what is known of their times to first output: of those that wait for longer than a limit,
   * the time until now; the others may still be quick.
   */
  void addTo(TimesHistogram times, long limitNanos, long nowNanos) {
    for (OpenAttempt attempt : answered) {
      times.add(attempt.firstOutputNanos());
    }
    for (OpenAttempt attempt : waiting) {
      long waited = nowNanos - attempt.beganNanos();
      if (waited <= limitNanos) {
        break;
      }
      times.add(waited);
    }
  }
}
