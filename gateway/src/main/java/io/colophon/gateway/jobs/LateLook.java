package io.colophon.gateway.jobs;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink.ResumedJob;
import io.colophon.gateway.webhooks.Delivery;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.v1.GenerateResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at the upstream of a job that has ended. Thread-safe. */
final class LateLook implements JobCourse {
  /** Beginning of the names of artifacts that came late. */
  static final String PREFIX = "late-";

  private static final Logger log = LoggerFactory.getLogger(LateLook.class);

  private final JobRow row;
  private final LateWatch watch;
  private final JobTools tools;
  private volatile @Nullable Generation generation;

  LateLook(JobRow row, LateWatch watch, JobTools tools) {
    this.row = row;
    this.watch = watch;
    this.tools = tools;
  }

  @Override
  public String id() {
    return row.id();
  }

  @Override
  public String artifactPrefix() {
    return PREFIX;
  }

  @Override
  public void underWay(Generation running) {
    generation = running;
  }

  @Override
  public void handedOver(ResumedJob upstream) {
    // it was, long ago
  }

  @Override
  public void fetching() {
    log.info("job {}: its upstream came to a good end after all", row.id());
  }

  @Override
  public void progress(double fraction) {
    // nobody waits
  }

  @Override
  public void moreWanted() {
    Generation running = generation;
    if (running != null) {
      running.request(1);
    }
  }

  @Override
  public CompletableFuture<Void> keep(SettledEntry entry, GenerateResponse response) {
    return tools
        .writer()
        .complete(
            () -> {
              if (!tools.store().settlingLate(row.id(), response, entry)) {
                throw new IllegalStateException("job " + row.id() + " is not watched any more");
              }
            });
  }

  @Override
  public void succeeded() {
    tools.writer().submit(() -> end(LateState.SUCCEEDED));
  }

  @Override
  public void failed(Refusal refusal) {
    log.info("job {}: looked after, {}: {}", row.id(), refusal.reason(), refusal.text());
    if (LateWatch.isOpenQuestion(refusal.reason()) && refusal.reason() != Reason.CANCELLED) {
      watch.over(row.id());
    } else {
      tools.writer().submit(() -> end(LateState.FAILED));
    }
  }

  private void end(LateState state) {
    try {
      Instant now = tools.clock().instant();
      boolean ended =
          tools
              .store()
              .endedLate(
                  row.id(),
                  state,
                  now,
                  state == LateState.SUCCEEDED
                      ? tools.store().find(row.id()).map(this::news).orElse(List.of())
                      : List.of());
      if (ended && state == LateState.SUCCEEDED) {
        log.warn(
            "job {} came to a good end after its operation had ended as {}; the cost is on the"
                + " platform's account",
            row.id(),
            row.state());
      }
    } finally {
      watch.over(row.id());
    }
  }

  private List<Delivery> news(JobRow kept) {
    return tools
        .news()
        .succeededLate(kept, kept.late().flatMap(JobRow.Late::response), tools.clock().instant());
  }
}
