package io.colophon.throttling.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ConcurrencyLimitTest {

  @Test
  void tryEnter_allTaken_isFalseUntilOneLeaves() {
    ConcurrencyLimit limit = new ConcurrencyLimit(2);

    assertThat(List.of(limit.tryEnter(), limit.tryEnter(), limit.tryEnter()))
        .containsExactly(true, true, false);
    assertThat(limit.hasRoom()).isFalse();
    limit.leave();
    assertThat(limit.tryEnter()).isTrue();
    assertThat(limit.taken()).isEqualTo(2);
  }

  @Test
  void limit_fallsBelowWhatIsTaken_nobodyEntersUntilEnoughHaveLeft() {
    ConcurrencyLimit limit = new ConcurrencyLimit(3);
    limit.tryEnter();
    limit.tryEnter();
    limit.tryEnter();

    limit.limit(1);
    limit.leave();
    limit.leave();

    assertThat(limit.taken()).isEqualTo(1);
    assertThat(limit.tryEnter()).isFalse();
    limit.leave();
    assertThat(limit.tryEnter()).isTrue();
  }

  @Test
  void enter_beyondTheLimit_isCounted() {
    ConcurrencyLimit limit = new ConcurrencyLimit(0);

    limit.enter();

    assertThat(limit.taken()).isEqualTo(1);
    assertThat(limit.tryEnter()).isFalse();
  }

  @Test
  void unlimited_always_hasRoom() {
    ConcurrencyLimit limit = new ConcurrencyLimit(ConcurrencyLimit.UNLIMITED);
    for (int i = 0; i < 1_000; i++) {
      assertThat(limit.tryEnter()).isTrue();
    }
    assertThat(limit.limit()).isEqualTo(Integer.MAX_VALUE);
    assertThat(limit.taken()).isEqualTo(1_000);
  }

  @Test
  void leave_nobodyIsThere_isAnError() {
    ConcurrencyLimit limit = new ConcurrencyLimit(1);

    assertThatThrownBy(limit::leave).isInstanceOf(IllegalStateException.class);
    assertThat(limit.taken()).isZero();
    assertThatThrownBy(() -> new ConcurrencyLimit(-1)).hasMessageContaining("limit -1");
  }

  /** A million comings and goings on four threads, while a fifth changes the limit. */
  @Test
  void manyThreads_enterAndLeave_neverAboveTheLimitAndNothingLeaks() throws Exception {
    int most = 7;
    ConcurrencyLimit limit = new ConcurrencyLimit(most);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    List<Callable<Integer>> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SplittableRandom random = new SplittableRandom(i);
      workers.add(
          () -> {
            int held = 0;
            for (int step = 0; step < 250_000; step++) {
              if (random.nextBoolean() && limit.tryEnter()) {
                held++;
                int now = inside.incrementAndGet();
                highest.accumulateAndGet(now, Math::max);
              } else if (held > 0) {
                held--;
                inside.decrementAndGet();
                limit.leave();
              }
              if (step % 1_000 == 0) {
                limit.limit(1 + random.nextInt(most));
              }
            }
            for (; held > 0; held--) {
              inside.decrementAndGet();
              limit.leave();
            }
            return 0;
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(workers.size());
    try {
      for (Future<Integer> done : pool.invokeAll(workers)) {
        done.get();
      }
    } finally {
      pool.shutdown();
    }

    assertThat(highest.get()).isBetween(1, most);
    assertThat(limit.taken()).isZero();
  }
}
