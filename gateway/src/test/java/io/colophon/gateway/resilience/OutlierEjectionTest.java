package io.colophon.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutlierEjectionTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final OutlierSettings SETTINGS =
      new OutlierSettings(
          3, 0.3, 4, 10, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(60), 2);

  private final List<Standing> standings = new ArrayList<>();

  private OutlierEjection targets(String... models) {
    List<OutlierEjection.Member> members = new ArrayList<>();
    for (String model : models) {
      Standing standing = new Standing(SETTINGS);
      standings.add(standing);
      members.add(new OutlierEjection.Member(standing, model));
    }
    return new OutlierEjection(members, OutlierEjection.HALF);
  }

  private static void failThrice(OutlierEjection outliers, int index, long now) {
    for (int i = 0; i < 3; i++) {
      outliers.failed(index, now);
    }
  }

  private static List<Integer> open(OutlierEjection outliers, int of, long now) {
    return IntStream.range(0, of).filter(i -> outliers.isOpen(i, now)).boxed().toList();
  }

  @Test
  void isOpen_threeFailuresInARow_isLeftOutForItsTime() {
    OutlierEjection outliers = targets("m", "m", "m");
    outliers.failed(1, 0);
    outliers.failed(1, 0);
    outliers.succeeded(1, MILLI, 0);
    outliers.failed(1, 0);
    outliers.failed(1, 0);
    assertThat(open(outliers, 3, 0)).containsExactly(0, 1, 2);

    outliers.failed(1, 0);

    assertThat(open(outliers, 3, 10 * SECOND - 1)).containsExactly(0, 2);
    assertThat(outliers.leftOut()).isEqualTo(1);
    assertThat(standings.get(1).ejections()).isEqualTo(1);
  }

  @Test
  void isOpen_oneOfTwoIsOnTrial_onlyThatOneIsEverLeftOut() {
    OutlierEjection outliers =
        new OutlierEjection(
            List.of(
                new OutlierEjection.Member(new Standing(SETTINGS), "m"),
                new OutlierEjection.Member(new Standing(SETTINGS), "m", true)),
            OutlierEjection.HALF);
    failThrice(outliers, 0, 0);
    failThrice(outliers, 1, SECOND);

    assertThat(open(outliers, 2, SECOND)).containsExactly(0);
    assertThat(outliers.isEjected(0)).isFalse();
    assertThat(outliers.isEjected(1)).isTrue();
    assertThat(outliers.leftOut()).isEqualTo(1);
  }

  @Test
  void isOpen_everyTargetFails_halfOfThemAtMostIsLeftOutAndThoseThatFailedFirst() {
    OutlierEjection outliers = targets("m", "m", "m", "m", "m");
    for (int i : List.of(3, 0, 4, 1, 2)) {
      failThrice(outliers, i, SECOND + i);
    }
    assertThat(open(outliers, 5, 2 * SECOND)).containsExactly(2, 3, 4);
    assertThat(outliers.leftOut()).isEqualTo(2);
  }

  @Test
  void isOpen_onlyTarget_isNeverLeftOut() {
    OutlierEjection outliers = targets("m");
    failThrice(outliers, 0, 0);

    assertThat(outliers.isOpen(0, 1)).isTrue();
    assertThat(outliers.tryEnter(0, 1)).isTrue();
    assertThat(outliers.leftOut()).isZero();
  }

  @Test
  void tryEnter_timeIsOver_letsInOneAtATimeUntilTwoWentWell() {
    OutlierEjection outliers = targets("m", "m");
    failThrice(outliers, 0, 0);
    long back = 10 * SECOND;

    assertThat(outliers.tryEnter(0, back - 1)).isFalse();
    assertThat(outliers.tryEnter(0, back)).isTrue();
    assertThat(outliers.tryEnter(0, back)).isFalse();
    assertThat(outliers.isOpen(0, back)).isFalse();
    outliers.succeeded(0, MILLI, back);
    assertThat(outliers.tryEnter(0, back)).isTrue();
    outliers.nothingLearnt(0);
    assertThat(outliers.tryEnter(0, back)).isTrue();
    outliers.succeeded(0, MILLI, back);

    assertThat(outliers.tryEnter(0, back)).isTrue();
    assertThat(outliers.tryEnter(0, back)).isTrue();
    assertThat(outliers.leftOut()).isZero();
  }

  @Test
  void failed_onTrial_isLeftOutTwiceAsLongEachTimeUpToTheMost() {
    OutlierEjection outliers = targets("m", "m");
    failThrice(outliers, 0, 0);
    long now = 0;
    for (long seconds : List.of(10, 20, 40, 60, 60)) {
      assertThat(outliers.isOpen(0, now + seconds * SECOND - 1)).isFalse();
      now += seconds * SECOND;
      assertThat(outliers.tryEnter(0, now)).isTrue();
      outliers.failed(0, now);
    }
    assertThat(standings.get(0).ejections()).isEqualTo(6);
  }

  @Test
  void failed_longAfterItsReturn_beginsWithTheFirstTimeAgain() {
    OutlierEjection outliers = targets("m", "m");
    failThrice(outliers, 0, 0);
    for (int i = 0; i < 2; i++) {
      assertThat(outliers.tryEnter(0, 10 * SECOND)).isTrue();
      outliers.succeeded(0, MILLI, 10 * SECOND);
    }
    failThrice(outliers, 0, 300 * SECOND);

    assertThat(outliers.isOpen(0, 310 * SECOND - 1)).isFalse();
    assertThat(outliers.isOpen(0, 310 * SECOND)).isTrue();
  }

  @Test
  void failed_attemptFromBeforeTheEjection_doesNotProlongIt() {
    OutlierEjection outliers = targets("m", "m");
    failThrice(outliers, 0, 0);
    outliers.failed(0, 9 * SECOND);

    assertThat(outliers.isOpen(0, 10 * SECOND)).isTrue();
  }

  @Test
  void succeeded_fiveTimesAsSlowAsItsPeers_isLeftOut() {
    OutlierEjection outliers = targets("m", "m", "m", "other");
    for (int i = 0; i < 12; i++) {
      outliers.succeeded(1, 100 * MILLI, i);
      outliers.succeeded(2, 120 * MILLI, i);
      outliers.succeeded(3, 5000 * MILLI, i);
    }
    for (int i = 0; i < 12; i++) {
      outliers.succeeded(0, 600 * MILLI, 100 + i);
    }
    assertThat(open(outliers, 4, 200)).containsExactly(1, 2, 3);
    outliers.succeeded(1, Standing.NO_LATENCY, 4 * SECOND);
    assertThat(open(outliers, 4, 4 * SECOND)).containsExactly(1, 2, 3);
  }

  @Test
  void succeeded_slowAgainOnTrial_isLeftOutAgain() {
    OutlierEjection outliers = targets("m", "m", "m");
    failThrice(outliers, 0, 0);
    for (int i = 0; i < 12; i++) {
      outliers.succeeded(1, 100 * MILLI, 9 * SECOND);
      outliers.succeeded(2, 100 * MILLI, 9 * SECOND);
    }
    assertThat(outliers.tryEnter(0, 10 * SECOND)).isTrue();
    outliers.succeeded(0, 900 * MILLI, 10 * SECOND);

    assertThat(outliers.isOpen(0, 30 * SECOND - 1)).isFalse();
    assertThat(standings.get(0).ejections()).isEqualTo(2);
  }

  @Test
  void failed_moreOftenThanItsPeersButNeverThriceInARow_isLeftOut() {
    OutlierEjection outliers = targets("m", "m", "m");
    for (int i = 0; i < 20; i++) {
      outliers.succeeded(1, MILLI, i);
      outliers.succeeded(2, MILLI, i);
    }
    for (int i = 0; i < 10; i++) {
      outliers.failed(0, 100 + 2 * i);
      outliers.succeeded(0, MILLI, 101 + 2 * i);
    }
    outliers.failed(0, 4 * SECOND);

    assertThat(open(outliers, 3, 4 * SECOND)).containsExactly(1, 2);
  }

  @Test
  void failed_allAlike_nobodyStandsOut() {
    OutlierEjection outliers = targets("m", "m", "m");
    for (int i = 0; i < 50; i++) {
      for (int target = 0; target < 3; target++) {
        outliers.failed(target, i * SECOND / 10);
        outliers.succeeded(target, MILLI, i * SECOND / 10);
      }
    }
    assertThat(outliers.leftOut()).isZero();
  }
}
