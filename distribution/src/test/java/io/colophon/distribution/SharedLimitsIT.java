package io.colophon.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.v1.GenerationEvent;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Gateways in processes of their own keep limits in a real Redis; one is killed. */
@Timeout(300)
class SharedLimitsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int BUDGET = 40;
  private static final String CONFIG =
      """
      version: 1
      storage:
        limits: { redis: "redis://127.0.0.1:%d", nodes: %d, lease: 3s, call-limit: 5s }
      limits:
        - %s
      """;

  @TempDir Path folder;
  private Path plugins;
  private RedisServer redis;

  @BeforeEach
  void start() throws IOException {
    redis = RedisServer.start(folder);
    plugins = Files.createDirectories(folder.resolve("plugins"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    redis.close();
  }

  private ColophonProcess gateway(String name, int nodes, String limit) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve(name + ".yaml"), CONFIG.formatted(redis.port(), nodes, limit));
    return ColophonProcess.serve(folder, folder.resolve(name), config, plugins);
  }

  @Test
  void budget_oneOfTwoGatewaysIsKilled_isNeverPassed() throws Exception {
    String limit = "{ subject: global, dimension: requests, amount: " + BUDGET + ", per: month }";
    AtomicInteger granted = new AtomicInteger();
    CountDownLatch some = new CountDownLatch(10);
    CompletableFuture<Void> ofKilled;
    try (ColophonProcess stays = gateway("stays", 2, limit);
        Doors left = stays.connect()) {
      try (ColophonProcess killed = gateway("killed", 2, limit);
          Doors right = killed.connect()) {
        CompletableFuture<Void> ofLeft =
            CompletableFuture.runAsync(() -> useUpSome(left, granted, some));
        ofKilled = CompletableFuture.runAsync(() -> useUpSome(right, granted, some));
        assertThat(some.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        killed.kill();

        ofLeft.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        ofKilled.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      // What the killed one had leased counts as spent when its time is over, and not before.
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                useUp(left, granted, some);
                return used() == BUDGET;
              });
    }
    assertThat(granted.get()).isBetween(10, BUDGET);
  }

  /**
   * Otherwise they would be closed for {@code server.max-deadline}, an hour: the store knows by the
   * name that is kept with the data that what had them is over.
   */
  @Test
  void slots_theirGatewayIsKilledAndComesBackWithItsData_areFree() throws Exception {
    String limit = "{ subject: global, dimension: concurrency, amount: 1, when-away: refuse }";
    try (ColophonProcess killed = gateway("one", 1, limit);
        Doors doors = killed.connect()) {
      await().atMost(PATIENCE).until(() -> isGranted(doors));
      await().atMost(PATIENCE).until(() -> hasStarted(doors));
      assertThat(isGranted(doors)).isFalse();

      killed.kill();
    }
    try (ColophonProcess again = gateway("one", 1, limit);
        Doors doors = again.connect()) {
      await().atMost(PATIENCE).until(() -> isGranted(doors));
    }
  }

  private static boolean isGranted(Doors doors) {
    return isGranted(() -> doors.generations().generate(Requests.text(1)));
  }

  /** Whether a film has begun that does not end. */
  private static boolean hasStarted(Doors doors) {
    return isGranted(
        () -> {
          Iterator<GenerationEvent> stream =
              doors.generations().streamGenerate(Requests.endlessVideo());
          assertThat(stream.next().hasStarted()).isTrue();
        });
  }

  private static boolean isGranted(Runnable call) {
    try {
      call.run();
      return true;
    } catch (StatusRuntimeException refused) {
      // Unavailable when Redis takes too long.
      assertThat(refused.getStatus().getCode())
          .isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.UNAVAILABLE);
      return false;
    }
  }

  /** As below, but not before some were granted: the store may take its time at first. */
  private static void useUpSome(Doors doors, AtomicInteger granted, CountDownLatch some) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    do {
      useUp(doors, granted, some);
    } while (some.getCount() > 0 && System.nanoTime() - until < 0);
  }

  /** Asks until the budget is used or the gateway is gone. */
  private static void useUp(Doors doors, AtomicInteger granted, CountDownLatch some) {
    try {
      while (true) {
        doors.generations().generate(Requests.text(1));
        granted.incrementAndGet();
        some.countDown();
      }
    } catch (StatusRuntimeException end) {
      assertThat(end.getStatus().getCode())
          .isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.UNAVAILABLE, Status.Code.CANCELLED);
    }
  }

  private int used() {
    try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
      String key = jedis.keys("colophon:*limit*").iterator().next();
      return Integer.parseInt(jedis.hget(key, "used"));
    }
  }
}
