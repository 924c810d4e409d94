package io.colophon.gateway.jobs;

import com.google.longrunning.Operation;
import com.google.rpc.Status;
import io.colophon.gateway.admission.Admission;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.pipeline.JobLink.ResumedJob;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.storage.StorageException;
import io.colophon.gateway.wire.Statuses;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs generations that outlive their call. A job is on disk before its operation is returned; a
 * few run at a time on this machine and many at upstreams, the others wait. What a restart does
 * with each is in {@link JobRecovery}; asking about jobs is {@link JobDesk}. Thread-safe.
 */
public final class Jobs implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Jobs.class);
  private static final int MOST_IN_SLOTS = 8;
  private static final int MOST_OPEN = 2_000;
  private static final int MOST_WAITING = 10_000;

  private final JobTools tools;
  private final Admission admission;
  private final BlockingPool pool;

  // Guarded by this.
  private final Map<String, Job> open = new HashMap<>();
  private final ArrayDeque<Job> waiting = new ArrayDeque<>();
  private int inSlots;
  private boolean closed;

  /** Nothing runs until {@link JobRecovery#recover}. */
  Jobs(JobTools tools, Admission admission, BlockingPool pool) {
    this.tools = tools;
    this.admission = admission;
    this.pool = pool;
  }

  /**
   * Accepts a job.
   *
   * @param received the request as read; who asks and whether it can be routed is found out first
   * @param request the same as it came, to be kept
   * @return the operation, once the job is on disk; fails with a {@link Refusal}
   */
  public CompletableFuture<Operation> start(Received received, GenerateRequest request) {
    return admission
        .identify(received.credentials())
        .thenCompose(
            caller ->
                tools
                    .pipeline()
                    .checkRoute(received.asJob(JobLink.NEW), caller)
                    .thenCompose(
                        routed -> {
                          CompletableFuture<Operation> accepted = new CompletableFuture<>();
                          pool.execute(() -> accept(received, request, caller, accepted));
                          return accepted;
                        }));
  }

  private void accept(
      Received received,
      GenerateRequest request,
      Caller caller,
      CompletableFuture<Operation> accepted) {
    try {
      checkRoom();
      JobRow fresh =
          JobRow.accepted(received.generationId(), caller, request, tools.clock().instant());
      JobRow stands = tools.store().add(fresh, request.getIdempotencyKey());
      if (stands == fresh) {
        enqueue(new Job(fresh, this));
        runMore();
      } else if (!stands.request().equals(request)) {
        throw Refusal.invalid(
            "idempotency_key", "used before for another request, expected a fresh key");
      }
      accepted.complete(tools.messages().shown(stands, find(stands.id())));
    } catch (Refusal refusal) {
      accepted.completeExceptionally(refusal);
    } catch (StorageException failure) {
      log.error("a job could not be stored", failure);
      accepted.completeExceptionally(
          Refusal.of(Reason.RECORD_FAILED, "the job could not be stored", failure));
    }
  }

  private synchronized void checkRoom() {
    if (closed) {
      throw Refusal.of(Reason.DRAINING, "the server is stopping");
    }
    if (waiting.size() >= MOST_WAITING) {
      throw Refusal.of(Reason.GATEWAY_OVERLOADED, MOST_WAITING + " jobs wait already")
          .retryAfter(Duration.ofSeconds(30));
    }
  }

  // ---- running

  /** Puts a job in line. */
  synchronized void enqueue(Job job) {
    open.put(job.id(), job);
    waiting.add(job);
  }

  void runMore() {
    while (true) {
      Job next;
      synchronized (this) {
        if (closed
            || waiting.isEmpty()
            || inSlots >= MOST_IN_SLOTS
            || open.size() - waiting.size() >= MOST_OPEN) {
          return;
        }
        next = waiting.remove();
        next.takeSlot();
        inSlots++;
      }
      tools.writer().submit(() -> begin(next));
    }
  }

  private void begin(Job job) {
    try {
      Received received = tools.read(job.row(), Optional.empty());
      Instant deadline =
          tools.clock().instant().plusNanos(received.deadlineNanos() - received.startNanos());
      if (!tools.store().submitting(job.id(), deadline)) {
        throw new IllegalStateException("job " + job.id() + " is no longer to be begun");
      }
      job.state(JobState.SUBMITTING);
      tools.run(job, received, Optional.empty(), Optional.empty());
    } catch (RuntimeException failure) {
      couldNotRun(job, failure);
    }
  }

  /** Takes up what an upstream runs. It needs no slot: it has been running all the time. */
  void resume(Job job) {
    synchronized (this) {
      open.put(job.id(), job);
    }
    tools.writer().submit(() -> resumeNow(job));
  }

  private void resumeNow(Job job) {
    try {
      Instant deadline = job.row().deadline().orElseThrow();
      Duration timeLeft = Duration.between(tools.clock().instant(), deadline);
      Received received = tools.read(job.row(), Optional.of(timeLeft));
      if (!tools.store().resumed(job.id())) {
        throw new IllegalStateException("job " + job.id() + " is no longer to be taken up");
      }
      job.state(JobState.RUNNING);
      tools.run(job, received, job.upstream(), Optional.empty());
    } catch (RuntimeException failure) {
      couldNotRun(job, failure);
    }
  }

  private void couldNotRun(Job job, RuntimeException failure) {
    if (failure instanceof Refusal refusal) {
      failed(job, refusal);
      return;
    }
    log.error("job {} could not be run", job.id(), failure);
    failed(
        job,
        failure instanceof StorageException
            ? Refusal.of(Reason.RECORD_FAILED, "the job could not be run", failure)
            : Refusal.of(Reason.INTERNAL, "the gateway failed", failure));
  }

  // ---- the course of a job, as its reply tells it

  void handedOver(Job job, ResumedJob upstream) {
    tools
        .writer()
        .submit(
            () -> {
              if (tools.store().handedOver(job.id(), upstream)) {
                job.upstream(upstream);
                job.state(JobState.RUNNING);
                leaveSlot(job);
                leaveIfClosed(job);
              }
            });
  }

  /** What becomes an upstream's while the server stops was not so when {@link #drain} looked. */
  private void leaveIfClosed(Job job) {
    boolean stopping;
    synchronized (this) {
      stopping = closed;
    }
    if (stopping) {
      job.leave();
    }
  }

  void fetching(Job job) {
    tools
        .writer()
        .submit(
            () -> {
              if (tools.store().fetching(job.id())) {
                job.state(JobState.FETCHING);
              }
            });
  }

  CompletableFuture<Void> keep(Job job, SettledEntry entry, GenerateResponse response) {
    return tools
        .writer()
        .complete(
            () -> {
              if (!tools.store().settling(job.id(), response, entry)) {
                throw new IllegalStateException("job " + job.id() + " is not to be settled");
              }
              job.state(JobState.SETTLING);
            });
  }

  void succeeded(Job job) {
    tools.writer().submit(() -> end(job, JobState.SUCCEEDED, Optional.empty(), false));
  }

  void failed(Job job, Refusal refusal) {
    if (isLeft(job, refusal)) {
      log.info("job {} goes on at its upstream; the next start takes it up", job.id());
      return;
    }
    JobState state = refusal.reason() == Reason.CANCELLED ? JobState.CANCELLED : JobState.FAILED;
    tools
        .writer()
        .submit(
            () -> {
              tools.deleteArtifacts(job.id());
              end(
                  job,
                  state,
                  Optional.of(Statuses.of(refusal)),
                  LateWatch.isOpenQuestion(refusal.reason()));
            });
  }

  private synchronized boolean isLeft(Job job, Refusal refusal) {
    return closed && refusal.reason() == Reason.DRAINING && job.upstream().isPresent();
  }

  private void end(Job job, JobState state, Optional<Status> status, boolean openQuestion) {
    try {
      JobRow row = tools.ends().end(job.row(), job.upstream(), state, status, openQuestion);
      job.ended().complete(row);
    } catch (RuntimeException failure) {
      log.error("the end of job {} is not on disk; a restart will end it", job.id(), failure);
      job.ended()
          .completeExceptionally(
              Refusal.of(Reason.RECORD_FAILED, "the job's end could not be stored", failure));
    } finally {
      synchronized (this) {
        open.remove(job.id());
      }
      leaveSlot(job);
    }
  }

  private void leaveSlot(Job job) {
    if (job.leaveSlot()) {
      synchronized (this) {
        inSlots--;
      }
    }
    runMore();
  }

  // ---- from outside

  /** Asks for a job's end; one that waits ends at once. */
  void cancel(Job job) {
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(job);
    }
    if (waited) {
      failed(job, Refusal.of(Reason.CANCELLED, "the caller cancelled"));
    } else {
      job.cancel();
    }
  }

  /** A job that has not ended. */
  synchronized Optional<Job> find(String id) {
    return Optional.ofNullable(open.get(id));
  }

  /** Jobs that have not ended. */
  public synchronized int openJobs() {
    return open.size();
  }

  /**
   * Begins no more jobs, and lets go of those that upstreams run: they stay on disk for the next
   * start, as do those that wait.
   */
  public void drain() {
    List<Job> running;
    synchronized (this) {
      closed = true;
      waiting.clear();
      running = List.copyOf(open.values());
    }
    for (Job job : running) {
      if (job.state() == JobState.RUNNING) {
        job.leave();
      }
    }
  }

  @Override
  public void close() {
    drain();
    List<Job> left;
    synchronized (this) {
      left = List.copyOf(open.values());
    }
    for (Job job : left) {
      if (job.upstream().isPresent()) {
        job.leave();
      }
    }
    tools.writer().close();
  }
}
