package io.colophon.gateway.routing.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A target in virtual time: so many places, a queue before them, a speed. Tells its load what
 * happens. Moments only ever rise.
 */
final class FakeNode {
  static final long SECOND = 1_000_000_000L;

  final TargetLoad load = new TargetLoad();
  private final int places;
  private final long nanosPerToken;
  private final ArrayDeque<Job> queue = new ArrayDeque<>();
  private final List<Job> running = new ArrayList<>();

  private static final class Job {
    final AttemptLoad attempt;
    final int tokens;
    long firstAt;
    long endAt;
    boolean answered;

    Job(AttemptLoad attempt, int tokens) {
      this.attempt = attempt;
      this.tokens = tokens;
    }
  }

  FakeNode(int places, long nanosPerToken) {
    this.places = places;
    this.nanosPerToken = nanosPerToken;
  }

  void submit(int tokens, long now) {
    queue.add(new Job(load.begin(tokens, now), tokens));
    start(now);
  }

  private void start(long now) {
    while (running.size() < places && !queue.isEmpty()) {
      Job job = queue.poll();
      job.firstAt = now + nanosPerToken;
      job.endAt = now + job.tokens * nanosPerToken;
      running.add(job);
    }
  }

  /** Lets happen what happens up to a moment. */
  void runTo(long now) {
    while (true) {
      Job next = running.stream().min(Comparator.comparingLong(FakeNode::nextAt)).orElse(null);
      if (next == null || nextAt(next) > now) {
        return;
      }
      if (!next.answered) {
        next.answered = true;
        next.attempt.firstOutput(0, next.firstAt);
      } else {
        running.remove(next);
        next.attempt.ended(next.tokens, next.endAt);
        start(next.endAt);
      }
    }
  }

  private static long nextAt(Job job) {
    return job.answered ? job.endAt : job.firstAt;
  }
}
