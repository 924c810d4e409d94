package io.colophon.benchmarks.simulation.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colophon.benchmarks.simulation.engine.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTest {
  private static final NodeSpec TWO_SLOTS = new NodeSpec("n", 2, 10, 360, 500, "r");

  private final VirtualTime time = new VirtualTime();
  private final List<String> seen = new ArrayList<>();

  private Job job(String name, double tokens, double prefill) {
    return new Job(
        tokens,
        tokens + prefill,
        new Job.Answer() {
          @Override
          public double started() {
            return prefill;
          }

          @Override
          public void firstOutput() {
            seen.add(name + " first " + Math.round(time.seconds() * 10) / 10.0);
          }

          @Override
          public void ended() {
            seen.add(name + " ends " + Math.round(time.seconds() * 10) / 10.0);
          }
        });
  }

  @Test
  void submit_moreThanSlots_waitInOrder() {
    Node node = new Node(time, TWO_SLOTS, StallKind.WHAT_RUNS);
    node.submit(job("a", 100, 0));
    node.submit(job("b", 50, 20));
    node.submit(job("c", 10, 0));
    assertThat(node.queued()).isEqualTo(1);

    time.run();

    assertThat(seen)
        .containsExactly(
            "a first 0.1", "b first 2.1", "b ends 7.0", "c first 7.1", "c ends 8.0", "a ends 10.0");
    assertThat(node.served()).isEqualTo(3);
    // 10 + 7 + 1 slot seconds of 180 W on 500 g/kWh.
    assertThat(node.grams()).isCloseTo(18 * 180 / 3.6e6 * 500, within(1e-9));
  }

  @Test
  void slowBy_whatRuns_slowsWhatIsRunning() {
    Node node = new Node(time, TWO_SLOTS, StallKind.WHAT_RUNS);
    node.submit(job("a", 100, 0));
    time.at(2 * VirtualTime.SECOND, () -> node.slowBy(4));
    time.at(6 * VirtualTime.SECOND, () -> node.slowBy(1));

    time.run();

    // 20 tokens, then 4 s at a quarter for 10 more, then 70 at full speed.
    assertThat(seen).containsExactly("a first 0.1", "a ends 13.0");
  }

  @Test
  void slowBy_whatStarts_slowsOnlyWhatStarts() {
    Node node = new Node(time, TWO_SLOTS, StallKind.WHAT_STARTS);
    node.submit(job("a", 100, 0));
    time.at(2 * VirtualTime.SECOND, () -> node.slowBy(4));
    time.at(3 * VirtualTime.SECOND, () -> node.submit(job("b", 20, 0)));
    time.at(4 * VirtualTime.SECOND, () -> node.slowBy(1));

    time.run();

    assertThat(seen).containsExactly("a first 0.1", "b first 3.4", "a ends 10.0", "b ends 11.0");
  }

  @Test
  void cancel_runningOrWaiting_freesTheSlotAndTellsNothing() {
    Node node = new Node(time, new NodeSpec("n", 1, 10, 1, 1, "r"), StallKind.WHAT_RUNS);
    Job running = job("a", 100, 50);
    Job waiting = job("b", 100, 0);
    node.submit(running);
    node.submit(waiting);
    node.submit(job("c", 10, 0));
    time.at(
        VirtualTime.SECOND,
        () -> {
          node.cancel(waiting);
          node.cancel(running);
          node.cancel(running);
        });

    time.run();

    assertThat(seen).containsExactly("c first 1.1", "c ends 2.0");
  }

  @Test
  void prefixCache_fullCache_forgetsEndsOfWhatWasUsedLongestAgo() {
    PrefixCache cache = new PrefixCache(4);

    assertThat(cache.read(new long[] {1, 2, 3})).isZero();
    assertThat(cache.read(new long[] {1, 2, 4})).isEqualTo(2);
    assertThat(cache.read(new long[] {7})).isZero();

    assertThat(cache.cached(new long[] {1, 2, 3})).isEqualTo(2);
    assertThat(cache.cached(new long[] {1, 2, 4})).isEqualTo(3);
  }
}
