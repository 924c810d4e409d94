package io.colophon.throttling.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.throttling.Dimension;
import io.colophon.throttling.Window;
import io.colophon.throttling.lease.InMemoryLeaseStore;
import io.colophon.throttling.lease.Lease;
import io.colophon.throttling.lease.LimitKey;
import io.colophon.throttling.lease.LimitTerms;
import io.colophon.throttling.lease.Refill;
import io.colophon.throttling.lease.RefillAnswer;
import io.colophon.throttling.lease.RefillCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script does, in any time, what the store in memory does: step by step, amount by amount. */
class SameAsInMemoryTest {
  private static final int STEPS = 500;

  private static RedisProcess redis;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    redis = RedisProcess.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    redis.close();
  }

  private final Map<String, long[]> sessions = new HashMap<>();
  private long micros = 1_790_000_000_000_000L;

  private static LimitTerms terms(Window per, long capacity) {
    return new LimitTerms(per, capacity, capacity);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomCalls_giveTheSameAnswers(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    long huge = seed % 2 == 0 ? 1L << 60 : 9_007_199_254_740_993L * 7;
    List<LimitTerms> limits =
        List.of(
            terms(Window.SECOND, 50),
            terms(Window.MINUTE, 1_000),
            new LimitTerms(Window.HOUR, huge / 3, huge),
            terms(Window.DAY, huge),
            terms(Window.MONTH, 12_345_678_901_234_567L),
            terms(Window.AT_ONCE, 20));
    InMemoryLeaseStore memory =
        new InMemoryLeaseStore(() -> micros * 1000, () -> micros / 1000, Runnable::run);
    try (RedisLeaseStore store =
        new RedisLeaseStore(
            RedisLeaseStores.address(redis.url()),
            "same" + seed,
            Duration.ofSeconds(30),
            () -> Long.toString(micros))) {
      connected(store);
      long epoch = 0;
      for (int step = 0; step < STEPS; step++) {
        micros += random.nextLong(step % 50 == 0 ? 90_000_000L : 2_000_000L);
        if (step % 97 == 0) {
          micros += 7_200_000_000L * random.nextInt(24);
        }
        RefillCall call = call(random, limits, epoch, seed == 3, step);
        RefillAnswer expected = memory.refill(call).get(30, TimeUnit.SECONDS);
        RefillAnswer actual = store.refill(call).get(30, TimeUnit.SECONDS);
        same(step, expected, actual);
        epoch = expected.epoch();
        learn(call, expected);
      }
    }
  }

  private static void connected(RedisLeaseStore store) {
    RefillCall nothing =
        new RefillCall("x", 3, -1, 1, false, -1, 1, 1, RefillCall.NO_PLACE, 1, false, List.of());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> store.refill(nothing).handle((a, f) -> f == null).get());
    throwAway(store);
  }

  /** The probe began a life of the store; the comparison begins without. */
  private static void throwAway(RedisLeaseStore store) {
    try (io.lettuce.core.RedisClient client = io.lettuce.core.RedisClient.create(redis.url());
        var connection = client.connect()) {
      connection.sync().flushall();
    }
  }

  /**
   * @param late whether there is a fourth gateway that comes after the store has begun to give
   */
  private RefillCall call(
      SplittableRandom random, List<LimitTerms> limits, long epoch, boolean late, int step) {
    String node = "n" + random.nextInt(late && step > 100 ? 4 : 3);
    List<Refill> refills = new ArrayList<>();
    for (int i = 0; i < limits.size(); i++) {
      if (random.nextInt(3) == 0) {
        refills.add(refill(random, node, i, limits.get(i)));
      }
    }
    return new RefillCall(
        node,
        late ? 4 : 3,
        random.nextInt(200) == 0 ? epoch + 1 : epoch,
        4711,
        random.nextInt(10) > 0,
        random.nextBoolean() ? -1 : random.nextLong(100_000_000L),
        60_000_000L,
        70_000_000L,
        random.nextInt(4) - 2,
        600_000_000L,
        random.nextInt(40) == 0,
        refills);
  }

  private Refill refill(SplittableRandom random, String node, int index, LimitTerms terms) {
    // Session, known, spent, returned.
    long[] state = sessions.computeIfAbsent(node + index, any -> new long[] {1, 0, 0, 0, 0});
    if (random.nextInt(60) == 0) {
      state[0]++;
      state[1] = state[2] = state[3] = state[4] = 0;
    }
    boolean begins = state[4] == 0;
    long left = Math.max(0, state[1] - state[2] - state[3]);
    long spend = left == 0 ? 0 : random.nextLong(left + 1);
    if (random.nextInt(50) == 0) {
      spend = left + random.nextLong(terms.capacity() / 100 + 2);
    }
    state[2] += terms.per() == Window.AT_ONCE ? 0 : spend;
    long after = Math.max(0, state[1] - state[2] - state[3]);
    state[3] += after > 0 && random.nextInt(3) == 0 ? random.nextLong(after + 1) : 0;
    long room = Math.max(0, state[1] - state[2] - state[3]);
    long want = random.nextInt(3) == 0 ? 0 : random.nextLong(terms.capacity() / 2 + 1);
    boolean seeds = begins && random.nextInt(5) == 0;
    return new Refill(
        new LimitKey("key:k" + index, Dimension.TOKENS, terms.per()),
        terms,
        state[0],
        begins || random.nextInt(100) == 0,
        state[1],
        state[2],
        state[3],
        begins && random.nextInt(5) == 0 ? random.nextLong(terms.capacity() / 4 + 1) : 0,
        room,
        want == 0 ? 0 : 1 + random.nextLong(want),
        want,
        1 + random.nextLong(terms.capacity()),
        random.nextBoolean(),
        seeds ? random.nextLong(terms.capacity()) : 0,
        0,
        random.nextBoolean() ? 0 : terms.capacity() / 10,
        random.nextInt(20) == 0);
  }

  private void learn(RefillCall call, RefillAnswer answer) {
    for (int i = 0; i < answer.leases().size(); i++) {
      Refill asked = call.refills().get(i);
      Lease lease = answer.leases().get(i);
      long[] state = sessions.get(call.node() + asked.key().subject().substring(5));
      if (lease.outcome() == Lease.Outcome.HELD) {
        state[1] = lease.granted();
        state[4] = 1;
      } else {
        state[0] = Math.max(state[0], lease.session()) + 1;
        state[1] = state[2] = state[3] = state[4] = 0;
      }
    }
  }

  private static void same(int step, RefillAnswer expected, RefillAnswer actual) {
    assertThat(actual.epoch()).as("epoch at %d", step).isEqualTo(expected.epoch());
    assertThat(actual.open()).as("open at %d", step).isEqualTo(expected.open());
    assertThat(actual.place()).as("place at %d", step).isEqualTo(expected.place());
    assertThat(actual.leases()).hasSameSizeAs(expected.leases());
    for (int i = 0; i < actual.leases().size(); i++) {
      Lease wanted = expected.leases().get(i);
      Lease got = actual.leases().get(i);
      // The time to wait is reckoned in doubles there: right to a part in 10^15.
      assertThat((double) got.waitMicros())
          .as("wait at %d", step)
          .isCloseTo(
              (double) wanted.waitMicros(),
              org.assertj.core.data.Offset.offset(1 + wanted.waitMicros() * 1e-12));
      assertThat(withoutWait(got)).as("lease %d at %d", i, step).isEqualTo(withoutWait(wanted));
    }
  }

  private static Lease withoutWait(Lease lease) {
    return new Lease(
        lease.outcome(),
        lease.session(),
        lease.granted(),
        lease.used(),
        lease.leased(),
        lease.own(),
        lease.window(),
        0,
        lease.wanted());
  }
}
