package io.colophon.gateway.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.AdmittedGenerations;
import io.colophon.gateway.pipeline.Generation;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comings, goings and ends on many threads: no place is lost, and none is given out twice. */
final class WaitingRoomStressTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 100_000;
  private static final int MOST = 3;
  private static final String CONFIG =
      """
      server: { waiting: { most: 6, per-client: 3 } }
      providers:
        one: { type: scripted, concurrency: { most: 3 } }
        two: { type: scripted, concurrency: { most: 3 } }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: one, model: a }, { provider: two, model: a } ]
      tenants:
        t1: { priority: batch }
        t2: { weight: 3 }
        t3: { priority: critical }
      """;

  @TempDir Path folder;

  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger highest = new AtomicInteger();
  private final AtomicLong turns = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();

  private final class Guest implements Turn {
    private @Nullable Place place;
    private boolean over;
    private boolean left;

    @Override
    public void yours(Place given) {
      highest.accumulateAndGet(inside.incrementAndGet(), Math::max);
      turns.incrementAndGet();
      boolean tooLate;
      synchronized (this) {
        isTold();
        place = given;
        tooLate = left;
      }
      if (tooLate) { // it was decided before the guest left, and nobody else ends it
        end();
      }
    }

    @Override
    public synchronized void refused(Refusal refusal) {
      isTold();
    }

    private void isTold() {
      if (over) {
        wrong.incrementAndGet();
      }
      over = true;
    }

    /** The attempt ends, if there is one. */
    void end() {
      Place held;
      synchronized (this) {
        held = place;
        place = null;
      }
      if (held != null) {
        inside.decrementAndGet();
        held.free();
        held.free();
      }
    }

    /** Nobody looks after it any more. */
    void goes() {
      synchronized (this) {
        left = true;
      }
      end();
    }
  }

  @Test
  void randomCancelsAndEnds_onManyThreads_noPlaceLeaksAndNoneIsGivenTwice() throws Exception {
    try (AdmittedGenerations generations = new AdmittedGenerations(folder, CONFIG)) {
      ExecutorService pool = Executors.newFixedThreadPool(THREADS);
      List<Callable<Integer>> workers = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        Generation generation = generations.make("t" + number, 1L << 50, Map.of());
        workers.add(() -> work(generations, generation, "t" + number, number));
      }
      try {
        for (Future<Integer> done : pool.invokeAll(workers)) {
          done.get();
        }
      } finally {
        pool.shutdown();
      }

      assertThat(wrong.get()).isZero();
      assertThat(highest.get()).isBetween(1, 2 * MOST);
      assertThat(turns.get()).isGreaterThan(1_000);
      assertThat(inside.get()).isZero();
      assertThat(generations.room().waiting()).isZero();
      assertThat(generations.room().room("one/a").taken()).isZero();
      assertThat(generations.room().room("two/a").taken()).isZero();
    }
  }

  private int work(
      AdmittedGenerations generations, Generation generation, String tenant, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Deque<Guest> guests = new ArrayDeque<>();
    Deque<Wait> waits = new ArrayDeque<>();
    for (int round = 0; round < ROUNDS; round++) {
      if (guests.size() < 4 && random.nextInt(3) > 0) {
        Guest guest = new Guest();
        waits.add(
            generations.room().enter(generation, generations.plan(generation, tenant), guest));
        guests.add(guest);
      } else if (!guests.isEmpty()) {
        leave(guests.remove(), waits.remove(), random.nextBoolean());
      }
    }
    while (!guests.isEmpty()) {
      leave(guests.remove(), waits.remove(), true);
    }
    return 0;
  }

  /** Goes, whether the turn has come or not; what came is ended. */
  private static void leave(Guest guest, Wait wait, boolean endsFirst) {
    if (endsFirst) {
      guest.end();
    }
    wait.leave();
    wait.leave();
    guest.goes();
  }
}
