package io.colophon.gateway.metrics;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes everything to a collector again and again, on one thread of its own. A collector that is
 * away is told of in the log once, and counted; since what is pushed is cumulative, nothing is kept
 * to be sent again.
 */
final class OtlpPush implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OtlpPush.class);

  /** How long stopping waits for what is under way and the last push together. */
  static final Duration MOST_AT_STOP = Duration.ofSeconds(3);

  private final OtlpRequest request;
  private final OtlpSender sender;
  private final String shown;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "colophon-otlp");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicLong pushed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private boolean away; // used by the executor's thread only

  /**
   * @param shown the endpoint for the log, without secrets
   */
  OtlpPush(OtlpRequest request, OtlpSender sender, String shown) {
    this.request = request;
    this.sender = sender;
    this.shown = shown;
  }

  OtlpPush start(Duration interval) {
    var unused =
        executor.scheduleWithFixedDelay(
            this::push, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  /** Messages that were taken. */
  long pushed() {
    return pushed.get();
  }

  /** Messages that were not taken. */
  long failed() {
    return failed.get();
  }

  /** Data points that the collector said it refused of messages it took. */
  long refused() {
    return refused.get();
  }

  private void push() {
    try {
      ExportMetricsServiceResponse answer = sender.send(request.now());
      pushed.incrementAndGet();
      long points = answer.getPartialSuccess().getRejectedDataPoints();
      if (points > 0 && refused.getAndAdd(points) == 0) {
        log.warn(
            "{} refuses {} data points of metrics; told once, counted from here on", shown, points);
      }
      if (away) {
        away = false;
        log.info("{} takes metrics again", shown);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException failure) {
      failed.incrementAndGet();
      if (!away) {
        away = true;
        log.warn("{} takes no metrics: {}", shown, failure.toString());
      }
    }
  }

  /** Pushes once more and stops; waits for a few seconds at most. */
  @Override
  public void close() {
    executor.execute(this::push);
    executor.shutdown();
    try {
      if (!executor.awaitTermination(MOST_AT_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException stop) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    } finally {
      sender.close();
    }
  }
}
