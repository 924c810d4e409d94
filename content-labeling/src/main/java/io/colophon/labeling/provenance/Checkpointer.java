package io.colophon.labeling.provenance;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs the tree at bounded intervals of time and records, on a thread of its own. */
final class Checkpointer {
  private static final Logger log = LoggerFactory.getLogger(Checkpointer.class);

  /** How many times {@code checkpointRecords} may be uncovered before appends are refused. */
  private static final int MAX_LAG = 16;

  private final LogState state;
  private final SigningKey key;
  private final CheckpointStore store;
  private final long everyRecords;
  private final List<Follower> followers;
  private final ScheduledExecutorService executor;
  private final AtomicBoolean isDue = new AtomicBoolean();
  private volatile Optional<Checkpoint> last;

  /** Does something with every checkpoint that is on disk; what it makes can be made again. */
  interface Follower {
    void signed(Checkpoint checkpoint) throws IOException;

    /** Stops what it may have going on. */
    default void stop() {}
  }

  Checkpointer(
      LogState state,
      SigningKey key,
      CheckpointStore store,
      Optional<Checkpoint> last,
      LogOptions options,
      List<Follower> followers) {
    this.followers = List.copyOf(followers);
    this.state = state;
    this.key = key;
    this.store = store;
    this.last = last;
    this.everyRecords = options.checkpointRecords();
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "provenance-checkpoints");
              thread.setDaemon(true);
              return thread;
            });
    long millis = options.checkpointInterval().toMillis();
    var unused =
        executor.scheduleWithFixedDelay(this::runQuietly, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Tells that a record was added. */
  void added() {
    if (uncovered() >= everyRecords && isDue.compareAndSet(false, true)) {
      executor.execute(this::runQuietly);
    }
  }

  /** Returns whether checkpoints keep up; they do not when the disk refuses them. */
  boolean isKeepingUp() {
    return uncovered() < everyRecords * MAX_LAG;
  }

  private long uncovered() {
    return state.size() - last.map(Checkpoint::size).orElse(0L);
  }

  /** Signs the tree as it is, unless that was done; returns when the checkpoint is on disk. */
  synchronized Checkpoint sign() throws IOException {
    if (last.isPresent() && last.get().size() == state.size()) {
      return last.get();
    }
    Checkpoint fresh = state.sign(key);
    state.flush();
    state.force(); // before the checkpoint says that it may be relied on
    store.add(fresh);
    last = Optional.of(fresh);
    follow(fresh);
    return fresh;
  }

  private void follow(Checkpoint fresh) {
    for (Follower follower : followers) {
      try {
        follower.signed(fresh);
      } catch (IOException | RuntimeException e) {
        log.error(
            "files beside the checkpoint of {} records not written; the next makes up for it",
            fresh.size(),
            e);
      }
    }
  }

  private void runQuietly() {
    isDue.set(false);
    if (uncovered() == 0) {
      return;
    }
    try {
      sign();
    } catch (IOException | RuntimeException e) {
      log.error("checkpoint of {} records not written; will be tried again", state.size(), e);
    }
  }

  /** Stops the thread and signs what is left. */
  void close() throws IOException {
    executor.shutdown();
    try {
      if (uncovered() > 0) {
        sign();
      }
    } finally {
      followers.forEach(Follower::stop);
    }
  }
}
