package io.colophon.benchmarks.simulation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime();
  private final List<String> seen = new ArrayList<>();

  @Test
  void run_eventsEnteredInAnyOrder_happenByTimeThenByEntry() {
    time.at(30, () -> seen.add("30"));
    time.at(10, () -> seen.add("10a"));
    time.at(10, () -> seen.add("10b"));
    time.at(20, () -> time.after(0, () -> seen.add("20, entered then")));
    time.at(20, () -> seen.add("20"));

    time.run();

    assertThat(seen).containsExactly("10a", "10b", "20", "20, entered then", "30");
    assertThat(time.now()).isEqualTo(30);
  }

  @Test
  void run_manyEvents_neverGoesBack() {
    Draws draws = new Draws(1);
    List<Long> moments = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      time.at(draws.nextInt(1000), () -> moments.add(time.now()));
    }

    time.run();

    assertThat(moments).hasSize(5000).isSorted();
  }

  @Test
  void runUntil_eventsLater_stay() {
    time.at(10, () -> seen.add("10"));
    time.at(20, () -> seen.add("20"));

    time.runUntil(15);

    assertThat(seen).containsExactly("10");
    assertThat(time.now()).isEqualTo(15);
  }

  @Test
  void at_past_isRefused() {
    time.runUntil(5);

    assertThatThrownBy(() -> time.at(4, () -> {})).hasMessage("an event at 4 ns, but it is 5");
  }
}
