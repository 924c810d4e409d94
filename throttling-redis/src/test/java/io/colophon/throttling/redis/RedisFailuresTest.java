package io.colophon.throttling.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gateways on a real Redis that is killed, paused, emptied, or is none. */
@Timeout(180)
class RedisFailuresTest {
  private static final LimitRule BUDGET =
      LimitRule.of("key:a", Dimension.MONEY, 1L << 60, Window.MONTH);
  private static final LimitRule RATE =
      LimitRule.of("key:a", Dimension.TOKENS, 1_000_000_000L, Window.SECOND);

  private static final Duration CALL_LIMIT = Duration.ofSeconds(2);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A lease whose end a test waits for. */
  private static final Duration SHORT = Duration.ofSeconds(4);

  @TempDir private Path directory;

  /** A gateway with time going on by itself. */
  private static final class Gateway implements AutoCloseable {
    final SharedLimits shared;
    final LimitChain chain;
    final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();

    Gateway(String url, String node, int nodes, LimitRule rule, WhenAway whenAway, Duration lease) {
      LeaseSettings settings =
          LeaseSettings.of(node, nodes).withLease(lease).withLongestHold(Duration.ZERO);
      shared =
          new SharedLimits(
              new RedisLeaseStores().open(url, "it", CALL_LIMIT),
              settings,
              System::nanoTime,
              System.currentTimeMillis(),
              new SplittableRandom(1),
              StoreWatch.NONE);
      shared.declare(Map.of(rule, whenAway));
      chain = Limits.of(List.of(rule), 100, shared).chain(List.of("key:a"));
      var unused = ticks.scheduleWithFixedDelay(shared::tick, 0, 10, TimeUnit.MILLISECONDS);
    }

    /** Asks once, waiting for the store if it must. */
    Decision ask(Dimension dimension, long amount) throws Exception {
      Demand demand =
          new Demand("g", Amounts.of(dimension, amount), Duration.ofMinutes(5).toNanos());
      Decision decision = chain.acquire(demand, System.nanoTime(), System.currentTimeMillis());
      while (decision instanceof Decision.Pending pending) {
        pending.answered().get(60, TimeUnit.SECONDS);
        decision = chain.acquire(demand, System.nanoTime(), System.currentTimeMillis());
      }
      return decision;
    }

    /** Asks until there is room, and gives it back. */
    void untilThereIsRoom(Dimension dimension, long amount) {
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> hasRoom(dimension, amount));
    }

    void untilGranted(Dimension dimension, long amount) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> ask(dimension, amount) instanceof Decision.Granted);
    }

    /** Asks until there is no room, and keeps nothing. */
    void untilRefused(Dimension dimension, long amount) {
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !hasRoom(dimension, amount));
    }

    private boolean hasRoom(Dimension dimension, long amount) throws Exception {
      Decision decision = ask(dimension, amount);
      if (decision instanceof Decision.Granted granted) {
        granted.hold().release(System.nanoTime(), System.currentTimeMillis());
      }
      return decision instanceof Decision.Granted;
    }

    @Override
    public void close() {
      ticks.shutdownNow();
      shared.close();
    }
  }

  @Test
  void hugeMoney_twoGateways_isCountedToTheLastUnit() throws Exception {
    try (RedisProcess redis = RedisProcess.start(directory);
        Gateway one = new Gateway(redis.url(), "one", 2, BUDGET, WhenAway.REFUSE, MINUTE);
        Gateway two = new Gateway(redis.url(), "two", 2, BUDGET, WhenAway.REFUSE, MINUTE)) {
      long half = (1L << 59) - 1;
      one.untilGranted(Dimension.MONEY, half);
      two.untilGranted(Dimension.MONEY, half);
      assertThat(one.ask(Dimension.MONEY, 3)).isInstanceOf(Decision.Refused.class);
      one.untilGranted(Dimension.MONEY, 1);
      two.untilGranted(Dimension.MONEY, 1);
      assertThat(two.ask(Dimension.MONEY, 1)).isInstanceOf(Decision.Refused.class);
    }
  }

  @Test
  void killed_budgetIsRefused_andComesBack_withNothingGivenTwice() throws Exception {
    try (RedisProcess redis = RedisProcess.start(directory);
        Gateway one = new Gateway(redis.url(), "one", 1, BUDGET, WhenAway.REFUSE, MINUTE)) {
      long most = 1L << 60;
      one.untilGranted(Dimension.MONEY, most - 10);
      redis.kill();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  one.ask(Dimension.MONEY, 11) instanceof Decision.Refused
                      && !one.shared.figures().available());
      redis.boot();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> one.shared.figures().available() && one.shared.figures().losses() == 1);
      // It came back empty, and is told what was used.
      one.untilGranted(Dimension.MONEY, 10);
      assertThat(one.ask(Dimension.MONEY, 1)).isInstanceOf(Decision.Refused.class);
    }
  }

  @Test
  void paused_rateGoesOnWithItsSafeCapacity_andNobodyWaits() throws Exception {
    try (RedisProcess redis = RedisProcess.start(directory);
        Gateway one = new Gateway(redis.url(), "one", 1, RATE, WhenAway.SAFE_CAPACITY, SHORT)) {
      one.untilThereIsRoom(Dimension.TOKENS, 800_000_000L);
      redis.pause();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !one.shared.figures().available());
      assertThat(one.shared.figures().slow()).isPositive();
      // A tenth is set aside; more than that is refused while the store is away.
      one.untilThereIsRoom(Dimension.TOKENS, 100_000_000L);
      one.untilRefused(Dimension.TOKENS, 500_000_000L);
      redis.resume();
      one.untilThereIsRoom(Dimension.TOKENS, 500_000_000L);
    }
  }

  @Test
  void nonsense_isAlarmed_andRefused() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread babbling = new Thread(() -> babble(server), "babbling");
      babbling.setDaemon(true);
      babbling.start();
      String url = "redis://127.0.0.1:" + server.getLocalPort();
      try (Gateway one = new Gateway(url, "one", 1, BUDGET, WhenAway.REFUSE, MINUTE)) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> one.shared.figures().nonsense() > 0);
        one.untilRefused(Dimension.MONEY, 1);
      }
    }
  }

  /** Takes everything, and answers scripts with a list of one number. */
  private static void babble(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread talk = new Thread(() -> answer(socket), "babbling-to-one");
        talk.setDaemon(true);
        talk.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void answer(Socket socket) {
    try (socket) {
      byte[] buffer = new byte[1 << 16];
      OutputStream out = socket.getOutputStream();
      for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
        String asked = new String(buffer, 0, read, StandardCharsets.US_ASCII);
        String said =
            asked.contains("EVAL")
                ? "*1\r\n:7\r\n"
                : "+OK\r\n".repeat((int) asked.chars().filter(c -> c == '*').count());
        out.write(said.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    } catch (IOException gone) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void address_unreadable_isRefusedWithoutItsPassword() {
    assertThatThrownBy(
            () -> new RedisLeaseStores().open("http://:s3cret@host", "it", Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redis://")
        .hasMessageNotContaining("s3cret");
  }
}
