package io.colophon.gateway.jobs;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink.ResumedJob;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.v1.GenerateResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A job that has not ended, as this process runs it. Thread-safe. */
final class Job implements JobCourse {
  private final JobRow row;
  private final Jobs jobs;
  private final CompletableFuture<JobRow> ended = new CompletableFuture<>();

  // Guarded by this.
  private @Nullable Generation generation;
  private Optional<ResumedJob> upstream;
  private JobState state;
  private boolean cancelled;
  private boolean left;
  private double progress;
  private boolean inSlot;

  Job(JobRow row, Jobs jobs) {
    this.row = row;
    this.jobs = jobs;
    this.upstream = row.upstream();
    this.state = row.state();
    this.cancelled = row.cancelAsked();
  }

  @Override
  public String id() {
    return row.id();
  }

  @Override
  public String artifactPrefix() {
    return "";
  }

  /** The row as it was when this process took the job up. */
  JobRow row() {
    return row;
  }

  /** Completes with the row as it is kept, after the end is on disk. */
  CompletableFuture<JobRow> ended() {
    return ended;
  }

  @Override
  public void underWay(Generation running) {
    boolean late;
    boolean gone;
    synchronized (this) {
      generation = running;
      late = cancelled;
      gone = left;
    }
    if (late) {
      running.cancel();
    } else if (gone) {
      running.leave();
    }
  }

  /** Takes everything as it comes: the disk is the reader. */
  @Override
  public void moreWanted() {
    Generation running;
    synchronized (this) {
      running = generation;
    }
    if (running != null) {
      running.request(1);
    }
  }

  synchronized void state(JobState next) {
    state = next;
  }

  /** Where it stands, as far as this process has written it. */
  synchronized JobState state() {
    return state;
  }

  @Override
  public synchronized void progress(double fraction) {
    progress = Math.max(progress, fraction);
  }

  synchronized double progress() {
    return progress;
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /** The upstream's job; empty until it is on disk. */
  synchronized Optional<ResumedJob> upstream() {
    return upstream;
  }

  synchronized void upstream(ResumedJob known) {
    upstream = Optional.of(known);
  }

  /** Takes one of the few places of jobs that no upstream runs. */
  synchronized void takeSlot() {
    inSlot = true;
  }

  /** Whether it had a place, which it now has no more. */
  synchronized boolean leaveSlot() {
    boolean had = inSlot;
    inSlot = false;
    return had;
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

  /** Lets it go for the next process, which takes it up again by its handle. */
  void leave() {
    Generation running;
    synchronized (this) {
      left = true;
      running = generation;
    }
    if (running != null) {
      running.leave();
    }
  }

  @Override
  public void handedOver(ResumedJob known) {
    jobs.handedOver(this, known);
  }

  @Override
  public void fetching() {
    jobs.fetching(this);
  }

  @Override
  public CompletableFuture<Void> keep(SettledEntry entry, GenerateResponse response) {
    return jobs.keep(this, entry, response);
  }

  @Override
  public void succeeded() {
    jobs.succeeded(this);
  }

  @Override
  public void failed(Refusal refusal) {
    jobs.failed(this, refusal);
  }
}
