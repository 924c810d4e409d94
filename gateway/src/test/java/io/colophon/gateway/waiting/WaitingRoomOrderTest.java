package io.colophon.gateway.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose turn comes first: clients alternate, weights and priorities count. */
final class WaitingRoomOrderTest extends WaitingRoomTrial {
  @Test
  void turns_lightBesideHeavy_alternate() {
    Told first = enter("heavy");
    Told second = enter("heavy");
    List<Told> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(enter("heavy"));
    }
    waiting.add(enter("light"));
    waiting.add(enter("light"));
    order.clear();

    first.end();
    second.end();
    endAll(waiting);

    assertThat(order.subList(0, 4)).containsExactly("heavy", "light", "heavy", "light");
    assertThat(order).hasSize(6);
    assertThat(taken()).isZero();
  }

  @Test
  void turns_weightOfTenant_twiceAsMany() {
    Told first = enter("heavy");
    Told second = enter("heavy");
    List<Told> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(enter("double"));
    }
    for (int i = 0; i < 4; i++) {
      waiting.add(enter("light"));
    }
    order.clear();

    first.end();
    second.end();
    endAll(waiting);

    assertThat(order.subList(0, 6)).filteredOn("double"::equals).hasSize(4);
  }

  @Test
  void turns_priorities_criticalFirstAndBatchLast() {
    Told first = enter("heavy");
    Told second = enter("heavy");
    List<Told> waiting = new ArrayList<>();
    waiting.add(enter("nightly"));
    waiting.add(enter("light", 3600 * SECOND, Map.of("priority", "batch")));
    waiting.add(enter("heavy"));
    waiting.add(enter("alarm"));
    order.clear();

    first.end();
    second.end();
    endAll(waiting);

    assertThat(order.subList(0, 2)).containsExactly("alarm", "heavy");
    assertThat(order).hasSize(4);
  }

  /** Whoever has a place ends, again and again, until nobody has one. */
  private static void endAll(List<Told> waiting) {
    for (Told served = served(waiting); served != null; served = served(waiting)) {
      waiting.remove(served);
      served.end();
    }
  }

  private static @Nullable Told served(List<Told> waiting) {
    return waiting.stream().filter(told -> told.place != null).findFirst().orElse(null);
  }
}
