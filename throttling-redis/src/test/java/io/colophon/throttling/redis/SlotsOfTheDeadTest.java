package io.colophon.throttling.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.throttling.Amounts;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Demand;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitChain;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Limits;
import io.colophon.throttling.Window;
import io.colophon.throttling.lease.LeaseSettings;
import io.colophon.throttling.lease.SharedLimits;
import io.colophon.throttling.lease.StoreWatch;
import io.colophon.throttling.lease.WhenAway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of the slots of a gateway that dies, on a real Redis. The time of Redis and gateways
 * is the test's, so however long a call takes nothing ends meanwhile.
 */
@Timeout(180)
class SlotsOfTheDeadTest {
  private static final LimitRule SLOTS =
      LimitRule.of("key:a", Dimension.CONCURRENCY, 10, Window.AT_ONCE);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(10);
  private static final long STEP_NANOS = Duration.ofMillis(100).toNanos();
  private static final long START_MILLIS = 1_790_000_000_000L;

  private static RedisProcess redis;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    redis = RedisProcess.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    redis.close();
  }

  private final AtomicLong nanos = new AtomicLong(TimeUnit.SECONDS.toNanos(1));

  private long millis() {
    return START_MILLIS + nanos.get() / 1_000_000;
  }

  /** One life of one of two gateways. */
  private final class Gateway implements AutoCloseable {
    final SharedLimits shared;
    final LimitChain chain;

    Gateway(String name, String node) {
      shared =
          new SharedLimits(
              new RedisLeaseStore(
                  RedisLeaseStores.address(redis.url()),
                  name,
                  Duration.ofSeconds(60),
                  () -> Long.toString(START_MILLIS * 1000 + nanos.get() / 1000)),
              LeaseSettings.of(node, 2).withLease(LEASE).withLongestHold(LONGEST_HOLD),
              nanos::get,
              millis(),
              new SplittableRandom(1),
              StoreWatch.NONE);
      shared.declare(Map.of(SLOTS, WhenAway.REFUSE));
      chain = Limits.of(List.of(SLOTS), 100, shared).chain(List.of("key:a"));
    }

    /** Asks once, and keeps what it gets. */
    boolean isGranted(long slots) throws Exception {
      Demand demand =
          new Demand("g", Amounts.of(Dimension.CONCURRENCY, slots), LONGEST_HOLD.toNanos());
      Decision decision = chain.acquire(demand, nanos.get(), millis());
      while (decision instanceof Decision.Pending pending) {
        pending.answered().get(60, TimeUnit.SECONDS);
        decision = chain.acquire(demand, nanos.get(), millis());
      }
      return decision instanceof Decision.Granted;
    }

    /** Time goes on by a step with each question. */
    void untilGranted(long slots) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> {
                nanos.addAndGet(STEP_NANOS);
                shared.tick();
                return isGranted(slots);
              });
    }

    /** As long as nothing was said to Redis, it is tried again. */
    void untilHeard() {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> {
                nanos.addAndGet(STEP_NANOS);
                shared.tick();
                return shared.figures().calls() > 0 && shared.figures().available();
              });
    }

    @Override
    public void close() {
      shared.close();
    }
  }

  @Test
  void gatewayComesBackUnderItsName_slotsAreFreeBeforeItsLeaseEnds(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    try (Gateway other = new Gateway(name, "other")) {
      other.untilHeard();
      try (Gateway dies = new Gateway(name, "dies")) {
        dies.untilGranted(10);
        assertThat(other.isGranted(1)).isFalse();
      }
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
      long before = nanos.get();
      try (Gateway again = new Gateway(name, "dies")) {
        again.untilGranted(10);
        assertThat(nanos.get() - before).isLessThan(LEASE.toNanos());
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
        assertThat(other.isGranted(1)).isFalse();
      }
    }
  }

  @Test
  void gatewayStaysAway_slotsAreFreeAfterLeaseAndLongestHold(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    try (Gateway other = new Gateway(name, "other")) {
      other.untilHeard();
      try (Gateway dies = new Gateway(name, "dies")) {
        dies.untilGranted(10);
      }
      for (int minute = 0; minute < 10; minute++) {
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
        other.shared.tick();
        assertThat(other.isGranted(1)).as("after minute %d", minute).isFalse();
      }
      nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
      other.untilGranted(10);
    }
  }
}
