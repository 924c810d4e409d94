package io.colophon.throttling.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Random entries, turns, ends and corrections against a plain set of who waits where. */
final class FairQueueModelTest {
  private record Known(FairEntry<Integer> entry, String client, int rank, Set<Station> stations) {}

  @Test
  void anything_inAnyOrder_agreesWithAPlainSet() {
    for (long seed = 1; seed <= 60; seed++) {
      run(seed);
    }
  }

  private static void run(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FairRules rules = new FairRules(12, 5, List.of(0.0, 0.3, 0.1));
    FairQueue<Integer> queue = new FairQueue<>(rules);
    List<Station> stations = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      stations.add(queue.station(new ServicePace(), () -> 1));
    }
    Set<Known> waiting = new LinkedHashSet<>();
    List<FairEntry<Integer>> served = new ArrayList<>();
    for (int step = 0; step < 2_000; step++) {
      int what = random.nextInt(10);
      if (what < 5) {
        enter(step, random, queue, stations, waiting);
      } else if (what < 8) {
        Station station = stations.get(random.nextInt(stations.size()));
        FairEntry<Integer> next = queue.next(station, step);
        long could = waiting.stream().filter(one -> one.stations().contains(station)).count();
        assertThat(next == null).as("seed %s step %s", seed, step).isEqualTo(could == 0);
        if (next != null) {
          Known known =
              waiting.stream().filter(one -> one.entry() == next).findFirst().orElseThrow();
          assertThat(known.stations()).contains(station);
          // Of its client and class the oldest that would do with this station.
          assertThat(
                  waiting.stream()
                      .filter(one -> one.client().equals(known.client()))
                      .filter(one -> one.rank() == known.rank())
                      .filter(one -> one.stations().contains(station))
                      .findFirst())
              .contains(known);
          waiting.remove(known);
          served.add(next);
        }
      } else if (what == 8 && !waiting.isEmpty()) {
        Known known = new ArrayList<>(waiting).get(random.nextInt(waiting.size()));
        assertThat(queue.leave(known.entry(), step)).isTrue();
        waiting.remove(known);
      } else if (!served.isEmpty()) {
        queue.settle(served.get(random.nextInt(served.size())), random.nextDouble() * 20);
      }
      assertThat(queue.waiting()).isEqualTo(waiting.size());
      for (Station station : stations) {
        assertThat(station.waiting())
            .isEqualTo(
                (int) waiting.stream().filter(one -> one.stations().contains(station)).count());
      }
    }
  }

  private static void enter(
      int step,
      SplittableRandom random,
      FairQueue<Integer> queue,
      List<Station> stations,
      Set<Known> waiting) {
    Set<Station> accepted = new LinkedHashSet<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      accepted.add(stations.get(random.nextInt(stations.size())));
    }
    String client = "client" + random.nextInt(4);
    int rank = random.nextInt(3);
    Ask ask =
        new Ask(
            client,
            1 + random.nextInt(3),
            rank,
            0.1 + random.nextDouble() * 10,
            step + random.nextInt(200));
    Answer<Integer> answer = queue.enter(step, ask, List.copyOf(accepted), step);
    if (answer instanceof Answer.Waits<Integer> waits) {
      waits.displaced().ifPresent(gone -> waiting.removeIf(one -> one.entry() == gone));
      waiting.add(new Known(waits.entry(), client, rank, accepted));
    }
  }

  /** Every entry ends exactly once: with a turn, or by leaving. */
  @Test
  void manyThreads_enterLeaveAndNext_nothingIsLostOrServedTwice() throws Exception {
    int threads = 4;
    int each = 5_000;
    FairQueue<Integer> queue = new FairQueue<>(new FairRules(100_000, 100_000, List.of(0.0, 0.1)));
    Station one = queue.station(new ServicePace(), () -> 1);
    Station other = queue.station(new ServicePace(), () -> 1);
    AtomicIntegerArray ends = new AtomicIntegerArray(threads * each);
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> running = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int number = thread;
      Thread worker =
          new Thread(
              () -> {
                SplittableRandom random = new SplittableRandom(number);
                await(start);
                for (int i = 0; i < each; i++) {
                  int id = number * each + i;
                  List<Station> where = random.nextBoolean() ? List.of(one, other) : List.of(one);
                  Ask ask = new Ask("client" + number, 1, i % 2, 1, Long.MAX_VALUE / 2);
                  FairEntry<Integer> entry =
                      ((Answer.Waits<Integer>) queue.enter(id, ask, where, 0)).entry();
                  if (random.nextInt(3) == 0 && queue.leave(entry, 0)) {
                    ends.incrementAndGet(id);
                  }
                  FairEntry<Integer> next = queue.next(random.nextBoolean() ? one : other, 0);
                  if (next != null) {
                    ends.incrementAndGet(next.what());
                    queue.settle(next, 2);
                  }
                }
              });
      worker.start();
      running.add(worker);
    }
    start.countDown();
    for (Thread worker : running) {
      worker.join();
    }
    for (FairEntry<Integer> rest = queue.next(one, 0); rest != null; rest = queue.next(one, 0)) {
      ends.incrementAndGet(rest.what());
    }

    assertThat(queue.waiting()).isZero();
    for (int id = 0; id < threads * each; id++) {
      assertThat(ends.get(id)).as("entry %s", id).isEqualTo(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
