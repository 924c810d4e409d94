package io.colophon.gateway.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colophon.provider.spi.FailureKind;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TargetLoadTest {
  private static final long SECOND = FakeNode.SECOND;

  private final TargetLoad load = new TargetLoad();

  @Test
  void outstanding_everyEnd_countsOnce() {
    AttemptLoad first = load.begin(100, 0);
    AttemptLoad second = load.begin(50, 0);
    AttemptLoad third = load.begin(25, 0);
    AttemptLoad fourth = load.begin(5, 0);

    assertThat(load.outstanding()).isEqualTo(4);
    assertThat(load.outstandingWork()).isEqualTo(180);
    first.ended(10, SECOND);
    first.failed(FailureKind.TIMED_OUT, SECOND);
    second.limited(0, SECOND);
    second.limited(0, SECOND);
    third.abandoned(SECOND);
    assertThat(load.outstanding()).isEqualTo(1);
    fourth.failed(FailureKind.UNREACHABLE, SECOND);
    fourth.firstOutput(0, SECOND);
    assertThat(load.outstanding()).isZero();
    assertThat(load.outstandingWork()).isZero();
  }

  @Test
  void isResting_untilRetryAfter_andNoLongerThanFiveMinutes() {
    load.begin(1, 0).limited(20 * SECOND, 0);

    assertThat(load.isResting(20 * SECOND - 1)).isTrue();
    assertThat(load.restNanos(5 * SECOND)).isEqualTo(15 * SECOND);
    assertThat(load.isResting(20 * SECOND)).isFalse();
    assertThat(load.restNanos(21 * SECOND)).isZero();

    load.begin(1, 0).limited(3600 * SECOND, 30 * SECOND);
    assertThat(load.restNanos(30 * SECOND)).isEqualTo(300 * SECOND);
  }

  @Test
  void limited_shorterRest_doesNotCutTheLongerOne() {
    load.begin(1, 0).limited(20 * SECOND, 0);
    load.begin(1, 0).limited(SECOND, 0);

    assertThat(load.restNanos(0)).isEqualTo(20 * SECOND);
  }

  @Test
  void limited_withoutRetryAfter_isSlowForAWhile() {
    load.begin(1, 0).limited(0, 0);

    assertThat(load.isResting(1)).isFalse();
    assertThat(load.slowness(0)).isGreaterThan(10);
    assertThat(load.slowness(60 * SECOND)).isLessThan(1.1);
  }

  @Test
  void underWay_freshSignals_addWhatOthersDoThere() {
    load.begin(1, 0);
    load.begin(1, 0);
    load.signals(new Signals(5, 2, 0.5, 0, 3 * SECOND, 1));

    assertThat(load.underWay(3 * SECOND)).isEqualTo(2 + 6);
    assertThat(load.underWay(3 * SECOND + 1)).isEqualTo(2);
  }

  @Test
  void slowness_fullCache_countsWhileFresh() {
    load.signals(new Signals(0, 0, 0.95, 0, 3 * SECOND, 0));

    assertThat(load.slowness(SECOND)).isEqualTo(2);
    assertThat(load.slowness(4 * SECOND)).isEqualTo(1);
  }

  @Test
  void peakEwma_slowAnswer_isBelievedAtOnceAndFades() {
    AttemptLoad slow = load.begin(1, 0);
    slow.firstOutput(0, 8 * SECOND);
    assertThat(load.peakEwmaNanos(8 * SECOND)).isEqualTo(8e9);
    AttemptLoad quick = load.begin(1, 8 * SECOND);
    quick.firstOutput(0, 9 * SECOND);

    assertThat(load.peakEwmaNanos(9 * SECOND)).isBetween(6e9, 8e9);
    assertThat(load.peakEwmaNanos(60 * SECOND)).isLessThan(0.1e9);
  }

  @Test
  void places_queueBehindFour_areLearned() {
    FakeNode node = new FakeNode(4, 10_000_000); // 100 tokens per second in each of 4 places
    Random random = new Random(7);
    long now = 0;
    for (int i = 0; i < 4000; i++) {
      now += (long) (-Math.log(1 - random.nextDouble()) * 0.28 * SECOND); // 90 % of what it can do
      node.runTo(now);
      node.submit(100, now);
    }

    assertThat(node.load.places()).isCloseTo(4, within(1.0));
    assertThat(node.load.capacity()).isCloseTo(400, within(100.0)); // work is tokens here
  }

  @Test
  void slowness_speedFallsToAQuarter_isNoticedWithinSeconds() {
    FakeNode quick = new FakeNode(8, 10_000_000);
    long now = 0;
    for (int i = 0; i < 400; i++) {
      now += SECOND / 4;
      quick.runTo(now);
      quick.submit(100, now);
    }
    assertThat(quick.load.slowness(now)).isEqualTo(1);

    long stalled = now;
    for (int i = 0; i < 12; i++) { // first outputs that come four times later than usual
      AttemptLoad late = quick.load.begin(100, now);
      late.firstOutput(0, now + 40_000_000);
      now += SECOND / 4;
    }
    assertThat(now - stalled).isEqualTo(3 * SECOND);
    assertThat(quick.load.slowness(now)).isGreaterThan(2);
  }

  @Test
  void slowness_noSignOfLife_growsWithTheSilence() {
    FakeNode node = new FakeNode(8, 10_000_000);
    long now = 0;
    for (int i = 0; i < 400; i++) {
      now += SECOND / 4;
      node.runTo(now);
      node.submit(100, now);
    }
    node.runTo(now + 10 * SECOND);
    long dead = now + 10 * SECOND;
    for (int i = 0; i < 4; i++) {
      node.load.begin(100, dead);
    }

    assertThat(node.load.slowness(dead + 60 * SECOND)).isGreaterThan(4);
    assertThat(node.load.slowness(dead + 600 * SECOND)).isEqualTo(16);
  }
}
