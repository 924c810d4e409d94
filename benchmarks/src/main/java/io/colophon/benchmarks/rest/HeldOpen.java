package io.colophon.benchmarks.rest;

import io.colophon.benchmarks.rounds.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a request costs in memory while it waits for its upstream. */
final class HeldOpen {
  private static final Duration LENGTH = Duration.ofSeconds(6);
  private static final int LOOKS = 5;

  private HeldOpen() {}

  /**
   * Holds as many requests open as the plan says and looks at heap and direct memory meanwhile,
   * after a collection; the most that was seen counts.
   *
   * @return bytes for each request, its connections included
   */
  static long bytesEach(ServerProcess gateway, RestLoad load, RestPlan plan)
      throws IOException, InterruptedException {
    ServerProcess.Memory before = gateway.memory();
    CompletableFuture<Void> under =
        CompletableFuture.runAsync(
            () -> {
              try {
                load.run(gateway.port(), gateway.key(), plan, LENGTH);
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
            });
    long most = 0;
    for (int look = 0; look < LOOKS; look++) {
      TimeUnit.MILLISECONDS.sleep(LENGTH.toMillis() / (LOOKS + 1));
      ServerProcess.Memory now = gateway.memory();
      most =
          Math.max(
              most,
              now.heapBytes() - before.heapBytes() + now.directBytes() - before.directBytes());
    }
    under.join();
    return most / plan.connections();
  }
}
