package io.colophon.gateway.jobs;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.v1.GenerateResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A job that has not ended, as this process runs it. Thread-safe. */
final class Job {
  private final JobRow row;
  private final Jobs jobs;
  private final CompletableFuture<JobRow> ended = new CompletableFuture<>();

  // Guarded by this.
  private @Nullable Generation generation;
  private boolean cancelled;
  private double progress;
  private boolean begun;

  Job(JobRow row, Jobs jobs) {
    this.row = row;
    this.jobs = jobs;
  }

  String id() {
    return row.id();
  }

  JobRow row() {
    return row;
  }

  /** Completes with the row as it is kept, after the end is on disk. */
  CompletableFuture<JobRow> ended() {
    return ended;
  }

  /** The pipeline runs it. */
  void underWay(Generation running) {
    boolean late;
    synchronized (this) {
      generation = running;
      late = cancelled;
    }
    if (late) {
      running.cancel();
    }
  }

  /** Takes everything as it comes: the disk is the reader. */
  void moreWanted() {
    Generation running;
    synchronized (this) {
      running = generation;
    }
    if (running != null) {
      running.request(1);
    }
  }

  synchronized void begin() {
    begun = true;
  }

  /** {@link JobState#ACCEPTED} until attempts begin. */
  synchronized JobState state() {
    return begun ? JobState.RUNNING : JobState.ACCEPTED;
  }

  synchronized void progress(double fraction) {
    progress = Math.max(progress, fraction);
  }

  synchronized double progress() {
    return progress;
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Asks for its end; harmless when it has ended. */
  void cancel() {
    Generation running;
    synchronized (this) {
      cancelled = true;
      running = generation;
    }
    if (running != null) {
      running.cancel();
    }
  }

  void succeeded(GenerateResponse response) {
    jobs.succeeded(this, response);
  }

  void failed(Refusal refusal) {
    jobs.failed(this, refusal);
  }
}
