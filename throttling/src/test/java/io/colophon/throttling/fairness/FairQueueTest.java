package io.colophon.throttling.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.throttling.fairness.Answer.Why;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FairQueueTest {
  private static final long NEVER = Long.MAX_VALUE / 2;
  private static final int CRITICAL = 0;
  private static final int INTERACTIVE = 1;
  private static final int BATCH = 2;

  private final FairQueue<String> queue =
      new FairQueue<>(new FairRules(4, 3, List.of(0.0, 0.25, 0.25)));
  private final ServicePace pace = new ServicePace();
  private final Station one = queue.station(pace, () -> 2);
  private final Station other = queue.station(new ServicePace(), () -> 2);

  private static FairQueue<String> wide() {
    return new FairQueue<>(new FairRules(1_000, 1_000, List.of(0.0, 0.0, 0.0)));
  }

  private static Ask ask(String client, int rank, double work) {
    return new Ask(client, 1, rank, work, NEVER);
  }

  private Answer<String> enter(String what, String client, int rank, double work) {
    return queue.enter(what, ask(client, rank, work), List.of(one), 0);
  }

  private static FairEntry<String> entryOf(Answer<String> answer) {
    assertThat(answer).isInstanceOf(Answer.Waits.class);
    return ((Answer.Waits<String>) answer).entry();
  }

  private static String next(FairQueue<String> queue, Station station) {
    FairEntry<String> entry = queue.next(station, 0);
    return entry == null ? "" : entry.what();
  }

  private static List<String> drain(FairQueue<String> queue, Station station) {
    List<String> order = new ArrayList<>();
    while (station.waiting() > 0) {
      order.add(next(queue, station));
    }
    return order;
  }

  @Test
  void next_twoClients_goByWorkGivenSoFar() {
    FairQueue<String> fair = wide();
    Station station = fair.station(new ServicePace(), () -> 1);
    fair.enter("a1", ask("a", 0, 10), List.of(station), 0);
    fair.enter("a2", ask("a", 0, 10), List.of(station), 0);
    fair.enter("b1", ask("b", 0, 4), List.of(station), 0);
    fair.enter("b2", ask("b", 0, 4), List.of(station), 0);
    fair.enter("b3", ask("b", 0, 4), List.of(station), 0);
    fair.enter("b4", ask("b", 0, 4), List.of(station), 0);

    assertThat(drain(fair, station)).containsExactly("a1", "b1", "b2", "b3", "a2", "b4");
  }

  @Test
  void next_weights_twiceTheWeightTwiceTheWork() {
    FairQueue<String> fair = wide();
    Station station = fair.station(new ServicePace(), () -> 1);
    for (int i = 0; i < 20; i++) {
      fair.enter("a", new Ask("a", 2, 0, 1, NEVER), List.of(station), 0);
      fair.enter("b", new Ask("b", 1, 0, 1, NEVER), List.of(station), 0);
    }

    List<String> first15 = drain(fair, station).subList(0, 15);

    assertThat(first15).filteredOn("a"::equals).hasSize(10);
  }

  @Test
  void next_clientComesBackFromIdleness_hasSavedNothingUp() {
    FairQueue<String> fair = wide();
    Station station = fair.station(new ServicePace(), () -> 1);
    for (int i = 0; i < 10; i++) {
      fair.enter("a", ask("a", 0, 1), List.of(station), 0);
    }
    for (int i = 0; i < 5; i++) {
      next(fair, station);
    }
    for (int i = 0; i < 5; i++) {
      fair.enter("b", ask("b", 0, 1), List.of(station), 0);
    }

    assertThat(drain(fair, station).subList(0, 4))
        .containsOnly("a", "b")
        .filteredOn("b"::equals)
        .hasSize(2);
  }

  @Test
  void next_clientWithOneAtATime_doesNotGoAheadOfItsShare() {
    FairQueue<String> fair = wide();
    Station station = fair.station(new ServicePace(), () -> 1);
    for (int i = 0; i < 20; i++) {
      fair.enter("a", ask("a", 0, 1), List.of(station), 0);
    }
    int ofB = 0;
    for (int i = 0; i < 20; i++) {
      if (ofB == 0 || i % 2 == 0) {
        fair.enter("b", ask("b", 0, 1), List.of(station), 0);
      }
      ofB += next(fair, station).equals("b") ? 1 : 0;
    }

    assertThat(ofB).isBetween(9, 11);
  }

  @Test
  void settle_usedMoreThanSaid_othersCatchUp() {
    FairQueue<String> fair = wide();
    Station station = fair.station(new ServicePace(), () -> 1);
    for (int i = 0; i < 10; i++) {
      fair.enter("a", ask("a", 0, 1), List.of(station), 0);
      fair.enter("b", ask("b", 0, 1), List.of(station), 0);
    }
    FairEntry<String> first = fair.next(station, 0);
    assertThat(first).isNotNull();
    assertThat(first.what()).isEqualTo("a");

    fair.settle(first, 4.5);
    fair.settle(first, 1_000); // counts once

    assertThat(drain(fair, station).subList(0, 7))
        .containsExactly("b", "b", "b", "b", "b", "a", "b");
  }

  @Test
  void settle_clientIsIdleByThen_isChargedAllTheSame() {
    FairQueue<String> fair = wide();
    Station station = fair.station(new ServicePace(), () -> 1);
    fair.enter("a", ask("a", 0, 1), List.of(station), 0);
    for (int i = 0; i < 10; i++) {
      fair.enter("b", ask("b", 0, 1), List.of(station), 0);
    }
    FairEntry<String> first = fair.next(station, 0);
    assertThat(first).isNotNull();
    fair.settle(first, 3.5);
    fair.enter("a", ask("a", 0, 1), List.of(station), 0);

    assertThat(drain(fair, station).subList(0, 5)).containsExactly("b", "b", "b", "b", "a");
  }

  @Test
  void next_entryAcceptsTwoTargets_isServedOnce() {
    entryOf(queue.enter("both", ask("a", BATCH, 1), List.of(one, other), 0));
    assertThat(one.waiting()).isEqualTo(1);
    assertThat(other.waiting()).isEqualTo(1);

    assertThat(next(queue, other)).isEqualTo("both");

    assertThat(one.waiting()).isZero();
    assertThat(queue.next(one, 0)).isNull();
    assertThat(queue.waiting()).isZero();
  }

  /** Served at one, a client is charged at the other too: together they share out as one. */
  @Test
  void next_twoTargetsStandForEachOther_shareOutAsOne() {
    FairQueue<String> fair = wide();
    Station left = fair.station(new ServicePace(), () -> 1);
    Station right = fair.station(new ServicePace(), () -> 1);
    for (int i = 0; i < 5; i++) {
      fair.enter("a", ask("a", 0, 1), List.of(left, right), 0);
      fair.enter("b", ask("b", 0, 1), List.of(left, right), 0);
    }

    assertThat(List.of(next(fair, left), next(fair, right))).containsExactlyInAnyOrder("a", "b");
  }

  /** Who had a target to himself owes nothing to those who wait for another. */
  @Test
  void next_targetsThatDoNotStandForEachOther_shareOutApart() {
    FairQueue<String> fair = wide();
    Station left = fair.station(new ServicePace(), () -> 1);
    Station right = fair.station(new ServicePace(), () -> 1);
    for (int i = 0; i < 50; i++) {
      fair.enter("a", ask("a", 0, 1), List.of(left), 0);
    }
    for (int i = 0; i < 40; i++) {
      next(fair, left);
    }
    for (int i = 0; i < 4; i++) {
      fair.enter("b", ask("b", 0, 1), List.of(right), 0);
      fair.enter("a", ask("a", 0, 1), List.of(right), 0);
    }

    assertThat(drain(fair, right).subList(0, 4)).filteredOn("a"::equals).hasSize(2);
  }

  @Test
  void enter_clientHasItsMost_isRefused() {
    FairQueue<String> fair = new FairQueue<>(new FairRules(10, 3, List.of(0.0)));
    Station station = fair.station(new ServicePace(), () -> 1);
    for (int i = 0; i < 3; i++) {
      entryOf(fair.enter("a" + i, ask("a", 0, 1), List.of(station), 0));
    }

    assertThat(fair.enter("a3", ask("a", 0, 1), List.of(station), 0))
        .isEqualTo(new Answer.Refused<>(Why.CLIENT_FULL, 0));
    entryOf(fair.enter("b1", ask("b", 0, 1), List.of(station), 0));
  }

  @Test
  void enter_full_newestOfTheLeastUrgentGoes() {
    entryOf(enter("b1", "x", BATCH, 1));
    FairEntry<String> newest = entryOf(enter("b2", "x", BATCH, 1));
    entryOf(enter("c1", "y", CRITICAL, 1));
    // One place of four is reserved for interactive, so that these three fill it for others.

    Answer<String> answer = enter("c2", "y", CRITICAL, 1);

    assertThat(((Answer.Waits<String>) answer).displaced()).contains(newest);
    assertThat(queue.leave(newest, 0)).isFalse();
    assertThat(drain(queue, one)).containsExactly("c1", "c2", "b1");
  }

  @Test
  void enter_fullOfTheSameClass_whoAsksForMostGoes() {
    FairQueue<String> fair = new FairQueue<>(new FairRules(3, 3, List.of(0.0)));
    Station station = fair.station(new ServicePace(), () -> 1);
    fair.enter("a1", ask("a", 0, 1), List.of(station), 0);
    fair.enter("a2", ask("a", 0, 1), List.of(station), 0);
    fair.enter("b1", ask("b", 0, 1), List.of(station), 0);

    Answer<String> light = fair.enter("c1", ask("c", 0, 1), List.of(station), 0);
    Answer<String> heavy = fair.enter("d1", ask("d", 0, 100), List.of(station), 0);

    assertThat(((Answer.Waits<String>) light).displaced().map(FairEntry::what)).contains("a2");
    assertThat(heavy).isEqualTo(new Answer.Refused<>(Why.FULL, 0));
  }

  @Test
  void enter_fullButForWhatIsReserved_thatClassStillMay() {
    entryOf(enter("c1", "x", CRITICAL, 1));
    entryOf(enter("c2", "y", CRITICAL, 1));
    assertThat(enter("c3", "z", CRITICAL, 5)).isEqualTo(new Answer.Refused<>(Why.FULL, 0));

    entryOf(enter("b1", "z", BATCH, 1));
    entryOf(enter("i1", "z", INTERACTIVE, 1));

    assertThat(queue.waiting(BATCH)).isEqualTo(1);
    assertThat(enter("b2", "w", BATCH, 9)).isEqualTo(new Answer.Refused<>(Why.FULL, 0));
  }

  @Test
  void enter_wouldWaitBeyondItsDeadline_isRefusedAtOnceAndToldHowLong() {
    pace.observe(10, 1_000); // two places: 20 units in 1000 ns
    entryOf(enter("a1", "a", CRITICAL, 10));

    Answer<String> answer = queue.enter("a2", new Ask("a", 1, CRITICAL, 10, 999), List.of(one), 0);

    assertThat(answer).isEqualTo(new Answer.Refused<>(Why.TOO_LATE, 1_000));
    entryOf(queue.enter("a2", new Ask("a", 1, CRITICAL, 10, 1_001), List.of(one), 0));
  }

  @Test
  void next_deadlinePassed_isHandedOutAsLateAndNotCharged() {
    queue.enter("late", new Ask("a", 1, BATCH, 10, 100), List.of(one), 0);
    FairEntry<String> entry = queue.next(one, 100);

    assertThat(entry).isNotNull();
    assertThat(entry.isLate(100)).isTrue();
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void leave_waiting_isOutEverywhere() {
    FairEntry<String> entry = entryOf(queue.enter("a", ask("a", BATCH, 1), List.of(one, other), 0));

    assertThat(queue.leave(entry, 0)).isTrue();

    assertThat(queue.leave(entry, 0)).isFalse();
    assertThat(one.waiting() + other.waiting() + queue.waiting()).isZero();
    assertThat(queue.next(one, 0)).isNull();
  }

  @Test
  void takeOut_someOfNoUse_onlyTheseGo() {
    entryOf(enter("keep", "a", BATCH, 1));
    entryOf(enter("go", "b", BATCH, 1));

    assertThat(queue.takeOut(what -> what.equals("go")))
        .extracting(FairEntry::what)
        .containsExactly("go");
    assertThat(drain(queue, one)).containsExactly("keep");
  }

  @Test
  void rules_changed_holdForWhoComesNext() {
    entryOf(enter("a1", "a", CRITICAL, 1));
    entryOf(enter("a2", "a", CRITICAL, 1));
    assertThat(enter("a3", "a", CRITICAL, 1)).isInstanceOf(Answer.Refused.class);

    queue.rules(new FairRules(8, 8, List.of(0.0, 0.25, 0.25)));

    entryOf(enter("a3", "a", CRITICAL, 1));
    assertThatThrownBy(() -> queue.rules(new FairRules(8, 8, List.of(0.5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 classes, expected 3");
  }

  @Test
  void rules_outOfRange_areRefusedWithTheValue() {
    assertThatThrownBy(() -> new FairRules(0, 1, List.of(0.0))).hasMessageContaining("most 0");
    assertThatThrownBy(() -> new FairRules(1, 1, List.of(0.7, 0.4))).hasMessageContaining("1.1");
    assertThatThrownBy(() -> new FairRules(1, 1, List.of(Double.NaN))).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Ask("a", 0, 0, 1, 1)).hasMessageContaining("weight 0.0");
    assertThatThrownBy(() -> new Ask("a", 1, 0, 0, 1)).hasMessageContaining("work 0.0");
  }
}
