package io.colophon.gateway.meter;

import io.colophon.gateway.failure.Refusal;
import io.colophon.metering.usage.TokenCounter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts tokens by tokenizers, one text after the other, on one thread of a pool at a time: many
 * answers that break off together do not take the pool from the others who need it. Where there is
 * no room, nothing is counted and the estimate stands. Thread-safe.
 */
public final class CountingLane {
  private static final Logger log = LoggerFactory.getLogger(CountingLane.class);

  /** Most texts that wait, a millisecond or two each as a rule, a quarter of a second at most. */
  static final int MOST_WAITING = 64;

  private record Waiting(Consumer<TokenCounter> work, CompletableFuture<Void> done) {}

  private final Executor pool;
  private final TokenCounter counter = new TokenCounter();

  // Guarded by this.
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private boolean running;

  /**
   * @param pool may refuse work
   */
  public CountingLane(Executor pool) {
    this.pool = pool;
  }

  /**
   * Does the work when its turn comes.
   *
   * @return completes when it is done, or at once if there is no room for it; never fails
   */
  CompletableFuture<Void> run(Consumer<TokenCounter> work) {
    Waiting one = new Waiting(work, new CompletableFuture<>());
    synchronized (this) {
      if (waiting.size() == MOST_WAITING) {
        return CompletableFuture.completedFuture(null);
      }
      waiting.add(one);
      if (running) {
        return one.done();
      }
      running = true;
    }
    try {
      pool.execute(this::workOff);
    } catch (Refusal | RejectedExecutionException full) {
      log.debug("tokens are estimated: {}", full.getMessage());
      giveUp().forEach(each -> each.done().complete(null));
    }
    return one.done();
  }

  private synchronized List<Waiting> giveUp() {
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    running = false;
    return all;
  }

  private void workOff() {
    for (Waiting next = next(); next != null; next = next()) {
      try {
        next.work().accept(counter);
      } catch (RuntimeException | LinkageError | StackOverflowError failure) {
        log.warn("tokens are estimated, they could not be counted", failure);
      }
      next.done().complete(null);
    }
  }

  private synchronized @Nullable Waiting next() {
    Waiting next = waiting.poll();
    running = next != null;
    return next;
  }
}
