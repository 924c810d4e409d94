package io.colophon.gateway.jobs;

import com.google.longrunning.Operation;
import io.colophon.gateway.admission.Admission;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.GenerationPipeline;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.pipeline.RunningConfig;
import io.colophon.gateway.storage.EmbeddedDatabase;
import io.colophon.gateway.storage.StorageException;
import io.colophon.gateway.wire.RequestReader;
import io.colophon.gateway.wire.Statuses;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs generations that outlive their call. A job is on disk before its operation is returned; a
 * few run at a time, the others wait. After a restart a job that had not begun is run, and one that
 * had begun is ended as interrupted, since its upstream may have done the work already.
 * Thread-safe.
 */
public final class Jobs implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Jobs.class);
  private static final int MOST_RUNNING = 8;
  private static final int MOST_WAITING = 10_000;

  private final JobStore store;
  private final Artifacts artifacts;
  private final GenerationPipeline pipeline;
  private final Admission admission;
  private final RequestReader reader;
  private final Supplier<RunningConfig> config;
  private final BlockingPool pool;
  private final JobWriter writer;
  private final Clock clock;

  // Guarded by this.
  private final Map<String, Job> open = new HashMap<>();
  private final ArrayDeque<Job> waiting = new ArrayDeque<>();
  private int running;
  private boolean closed;

  /**
   * Opens the jobs of a server; nothing runs until {@link #recover}.
   *
   * @param directory where artifacts are kept
   */
  public static Jobs open(
      EmbeddedDatabase database,
      Path directory,
      GenerationPipeline pipeline,
      Admission admission,
      RequestReader reader,
      Supplier<RunningConfig> config,
      BlockingPool pool,
      Clock clock) {
    return new Jobs(
        new JobStore(database),
        new Artifacts(directory),
        pipeline,
        admission,
        reader,
        config,
        pool,
        new JobWriter(),
        clock);
  }

  private Jobs(
      JobStore store,
      Artifacts artifacts,
      GenerationPipeline pipeline,
      Admission admission,
      RequestReader reader,
      Supplier<RunningConfig> config,
      BlockingPool pool,
      JobWriter writer,
      Clock clock) {
    this.store = store;
    this.artifacts = artifacts;
    this.pipeline = pipeline;
    this.admission = admission;
    this.reader = reader;
    this.config = config;
    this.pool = pool;
    this.writer = writer;
    this.clock = clock;
  }

  /** Ends what a restart cut and takes up what had not begun. Blocks; called once, at start. */
  public void recover() {
    for (JobRow row : store.unfinished()) {
      if (row.state() == JobState.RUNNING) {
        artifacts.delete(row.id());
        store.ended(
            row.id(),
            JobState.FAILED,
            clock.instant(),
            Optional.of(
                Statuses.of(
                    Refusal.of(
                        Reason.INTERRUPTED,
                        "the server was restarted while the job ran; it was not tried again"))),
            Optional.empty());
        log.warn("job {} was cut by a restart", row.id());
      } else {
        enqueue(new Job(row, this));
      }
    }
    runMore();
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
            caller -> {
              RunningConfig now = config.get();
              now.router().route(received.model().name(), received.request(), caller.tenant());
              CompletableFuture<Operation> accepted = new CompletableFuture<>();
              pool.execute(() -> accept(received, request, caller, accepted));
              return accepted;
            });
  }

  private void accept(
      Received received,
      GenerateRequest request,
      Caller caller,
      CompletableFuture<Operation> accepted) {
    try {
      checkRoom();
      JobRow fresh =
          new JobRow(
              received.generationId(),
              caller,
              request,
              JobState.ACCEPTED,
              clock.instant(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      JobRow stands = store.add(fresh, request.getIdempotencyKey());
      if (stands == fresh) {
        enqueue(new Job(fresh, this));
        runMore();
      } else if (!stands.request().equals(request)) {
        throw Refusal.invalid(
            "idempotency_key", "used before for another request, expected a fresh key");
      }
      accepted.complete(operation(stands));
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

  private synchronized void enqueue(Job job) {
    open.put(job.id(), job);
    waiting.add(job);
  }

  // ---- running

  private void runMore() {
    while (true) {
      Job next;
      synchronized (this) {
        if (closed || running >= MOST_RUNNING || waiting.isEmpty()) {
          return;
        }
        next = waiting.remove();
        running++;
      }
      if (next.isCancelled()) {
        failed(next, Refusal.of(Reason.CANCELLED, "the caller cancelled"));
      } else {
        writer.submit(() -> run(next));
      }
    }
  }

  private void run(Job job) {
    try {
      store.running(job.id());
      job.begin();
      Received received =
          reader.readJob(
              job.row().request(), job.id(), job.row().caller(), config.get().config().server());
      Generation generation = pipeline.run(received, new JobReply(job, artifacts));
      job.underWay(generation);
      generation.request(1);
    } catch (Refusal refusal) {
      failed(job, refusal);
    } catch (StorageException failure) {
      log.error("job {} could not be begun", job.id(), failure);
      failed(job, Refusal.of(Reason.RECORD_FAILED, "the job could not be begun", failure));
    } catch (RuntimeException bug) {
      log.error("job {} could not be begun", job.id(), bug);
      failed(job, Refusal.of(Reason.INTERNAL, "the gateway failed", bug));
    }
  }

  void succeeded(Job job, GenerateResponse response) {
    writer.submit(() -> end(job, JobState.SUCCEEDED, Optional.empty(), Optional.of(response)));
  }

  void failed(Job job, Refusal refusal) {
    JobState state = refusal.reason() == Reason.CANCELLED ? JobState.CANCELLED : JobState.FAILED;
    writer.submit(
        () -> {
          deleteArtifacts(job);
          end(job, state, Optional.of(Statuses.of(refusal)), Optional.empty());
        });
  }

  /** What cannot be deleted now goes with the job when that is forgotten. */
  private void deleteArtifacts(Job job) {
    try {
      artifacts.delete(job.id());
    } catch (UncheckedIOException failure) {
      log.warn("outputs of job {} are left behind", job.id(), failure);
    }
  }

  private void end(
      Job job,
      JobState state,
      Optional<com.google.rpc.Status> status,
      Optional<GenerateResponse> response) {
    try {
      store.ended(job.id(), state, clock.instant(), status, response);
      JobRow row = store.find(job.row().caller().tenant(), job.id()).orElseThrow();
      job.ended().complete(row);
    } catch (RuntimeException failure) {
      log.error("the end of job {} is not on disk; a restart will end it", job.id(), failure);
      job.ended()
          .completeExceptionally(
              Refusal.of(Reason.RECORD_FAILED, "the job's end could not be stored", failure));
    } finally {
      synchronized (this) {
        open.remove(job.id());
        running--;
      }
      runMore();
    }
  }

  // ---- asking

  /** The tenant's operation of that id. Blocks. */
  Operation get(String tenant, String id) {
    return operation(row(tenant, id));
  }

  private JobRow row(String tenant, String id) {
    return store
        .find(tenant, id)
        .orElseThrow(() -> Refusal.of(Reason.NOT_FOUND, "no operation \"operations/" + id + "\""));
  }

  /** Operations of a tenant, by id. Blocks. */
  List<Operation> list(String tenant, String afterId, int limit) {
    return store.list(tenant, afterId, limit).stream()
        .map(row -> JobMessages.operation(row, openJob(row.id()), row.response(), retention()))
        .toList();
  }

  /** Asks for the end of a tenant's job; harmless when it has ended. Blocks. */
  void cancel(String tenant, String id) {
    JobRow row = row(tenant, id);
    openJob(row.id()).ifPresent(Job::cancel);
  }

  /** Completes when the tenant's job has ended; at once when it has. Blocks for one look-up. */
  CompletableFuture<Operation> whenEnded(String tenant, String id) {
    JobRow row = row(tenant, id);
    return openJob(row.id())
        .map(job -> job.ended().thenApply(ended -> ended))
        .orElseGet(() -> CompletableFuture.completedFuture(row))
        .thenApplyAsync(ended -> operation(row(tenant, id)), pool);
  }

  /** Forgets a tenant's ended job and what it put out. Blocks. */
  void delete(String tenant, String id) {
    JobRow row = row(tenant, id);
    if (row.ended().isEmpty()) {
      throw Refusal.of(
          Reason.FAILED_PRECONDITION,
          "operation is under way, expected an ended one: cancel first");
    }
    artifacts.delete(id);
    store.delete(id);
  }

  /** Forgets jobs that ended longer ago than they are kept. Blocks; called now and then. */
  public void forgetOld() {
    for (JobRow old : store.endedBefore(clock.instant().minus(retention()), 100)) {
      artifacts.delete(old.id());
      store.delete(old.id());
    }
  }

  /** Jobs that have not ended. */
  public synchronized int openJobs() {
    return open.size();
  }

  private Operation operation(JobRow row) {
    return JobMessages.operation(
        row,
        openJob(row.id()),
        row.response().map(response -> artifacts.fill(row.id(), response)),
        retention());
  }

  private synchronized Optional<Job> openJob(String id) {
    return Optional.ofNullable(open.get(id));
  }

  private Duration retention() {
    return config.get().config().storage().operationRetention();
  }

  /** Begins no more jobs; those that wait stay on disk for the next start. */
  public synchronized void drain() {
    closed = true;
    waiting.clear();
  }

  @Override
  public void close() {
    drain();
    writer.close();
  }
}
