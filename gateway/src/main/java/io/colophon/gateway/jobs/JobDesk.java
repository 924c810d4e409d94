package io.colophon.gateway.jobs;

import com.google.longrunning.Operation;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.v1.Output;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Answers what callers ask about their jobs, and takes their wish to end or forget one. A caller
 * sees the jobs of his tenant. Thread-safe; methods block unless they say otherwise.
 */
public final class JobDesk {
  private static final int MOST_FORGOTTEN_AT_ONCE = 100;

  private final JobTools tools;
  private final Jobs jobs;
  private final BlockingPool pool;

  JobDesk(JobTools tools, Jobs jobs, BlockingPool pool) {
    this.tools = tools;
    this.jobs = jobs;
    this.pool = pool;
  }

  /**
   * The tenant's operation of that id.
   *
   * @throws Refusal NOT_FOUND
   */
  public Operation get(String tenant, String id) {
    return tools.messages().shown(row(tenant, id), jobs.find(id));
  }

  /**
   * The tenant's job of that id and what was asked, without media.
   *
   * @throws Refusal NOT_FOUND
   */
  public AskedJob asked(String tenant, String id) {
    return asked(row(tenant, id));
  }

  /** Jobs of a tenant after the given one, oldest first, without media. */
  public List<AskedJob> askedAfter(String tenant, String id, int limit) {
    return tools.store().list(tenant, id, limit).stream().map(this::asked).toList();
  }

  /** Jobs of a tenant before the given one, youngest first, without media. */
  public List<AskedJob> askedBefore(String tenant, String id, int limit) {
    return tools.store().listOlder(tenant, id, limit).stream().map(this::asked).toList();
  }

  private AskedJob asked(JobRow row) {
    return new AskedJob(tools.messages().listed(row, jobs.find(row.id())), row.request());
  }

  private JobRow row(String tenant, String id) {
    return tools
        .store()
        .find(tenant, id)
        .orElseThrow(() -> Refusal.of(Reason.NOT_FOUND, "no operation \"operations/" + id + "\""));
  }

  /** Operations of a tenant in the order of their ids, after the given one, without media. */
  public List<Operation> list(String tenant, String afterId, int limit) {
    return tools.store().list(tenant, afterId, limit).stream()
        .map(row -> tools.messages().listed(row, jobs.find(row.id())))
        .toList();
  }

  /**
   * Asks for the end of a tenant's job; harmless when it has ended. The wish is on disk when this
   * returns: a restart does not forget it.
   *
   * @throws Refusal NOT_FOUND
   */
  public void cancel(String tenant, String id) {
    JobRow row = row(tenant, id);
    if (row.ended().isPresent()) {
      return;
    }
    tools.store().cancelAsked(id, tools.clock().instant());
    jobs.find(id).ifPresent(jobs::cancel);
  }

  /**
   * Completes when the tenant's job has ended; at once when it has. Blocks for one look-up.
   *
   * @throws Refusal NOT_FOUND
   */
  public CompletableFuture<Operation> whenEnded(String tenant, String id) {
    JobRow row = row(tenant, id);
    return jobs.find(row.id())
        .map(job -> job.ended().thenApply(ended -> ended))
        .orElseGet(() -> CompletableFuture.completedFuture(row))
        .thenApplyAsync(ended -> get(tenant, id), pool);
  }

  /**
   * Forgets a tenant's ended job and what it put out.
   *
   * @throws Refusal NOT_FOUND, or FAILED_PRECONDITION while it has not ended or is watched
   */
  public void delete(String tenant, String id) {
    JobRow row = row(tenant, id);
    if (row.ended().isEmpty()) {
      throw Refusal.of(
          Reason.FAILED_PRECONDITION,
          "operation is under way, expected an ended one: cancel first");
    }
    if (row.isWatched()) {
      throw Refusal.of(
          Reason.FAILED_PRECONDITION,
          "the operation's upstream is watched for what came of it, until "
              + row.late().orElseThrow().until()
              + " at most, expected one that is not");
    }
    forget(id);
  }

  private void forget(String id) {
    tools.artifacts().delete(id);
    tools.store().delete(id);
  }

  /** Forgets jobs that ended longer ago than they are kept. Called now and then. */
  public void forgetOld() {
    Instant before =
        tools.clock().instant().minus(tools.config().get().config().storage().operationRetention());
    for (JobRow old : tools.store().endedBefore(before, MOST_FORGOTTEN_AT_ONCE)) {
      forget(old.id());
    }
  }

  /** Media type of an artifact; empty when its job has none such, or is forgotten. */
  public Optional<String> mimeType(String id, String file) {
    boolean late = file.startsWith(LateLook.PREFIX);
    String prefix = late ? LateLook.PREFIX : "";
    return tools
        .store()
        .find(id)
        .flatMap(row -> late ? row.late().flatMap(JobRow.Late::response) : row.response())
        .flatMap(
            response -> {
              int media = 0;
              for (Output output : response.getOutputsList()) {
                if (output.hasMedia() && JobReply.file(prefix, media++).equals(file)) {
                  return Optional.of(output.getMedia().getMimeType());
                }
              }
              return Optional.empty();
            });
  }
}
