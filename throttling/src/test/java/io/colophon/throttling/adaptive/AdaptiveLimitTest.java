package io.colophon.throttling.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** The limit in front of a target that answers slower beyond what it can take, in virtual time. */
final class AdaptiveLimitTest {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;
  private static final AdaptiveRules RULES = new AdaptiveRules(4, 1.5, 3, 60 * SECOND);

  /** First outputs take longer in proportion to what is under way beyond {@code knee}. */
  private static final class Upstream {
    final AdaptiveLimit limit;
    final SplittableRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long order;
    private long now;
    double knee;
    double slower = 1;
    int refusesAbove = Integer.MAX_VALUE;
    LongSupplier tokens = () -> 1_000;
    LongSupplier lasts = () -> 2 * SECOND;
    int highest;

    Upstream(AdaptiveLimit limit, double knee) {
      this(limit, knee, 11);
    }

    Upstream(AdaptiveLimit limit, double knee, long seed) {
      this.limit = limit;
      this.knee = knee;
      this.random = new SplittableRandom(seed);
    }

    private record Event(long nanos, long order, Runnable what) implements Comparable<Event> {
      @Override
      public int compareTo(Event other) {
        return nanos != other.nanos
            ? Long.compare(nanos, other.nanos)
            : Long.compare(order, other.order);
      }
    }

    private void at(long nanos, Runnable what) {
      events.add(new Event(nanos, order++, what));
    }

    /** Every place that the limit allows is in use all the time. */
    void saturate(long seconds) {
      long end = now + seconds * SECOND;
      fill(end);
      for (Event next = events.poll(); next != null; next = events.poll()) {
        now = next.nanos();
        next.what().run();
        fill(end);
      }
    }

    private void fill(long end) {
      while (now < end && limit.tryEnter()) {
        begin();
      }
    }

    private void begin() {
      int taken = limit.taken();
      highest = Math.max(highest, taken);
      long began = now;
      if (taken > refusesAbove) {
        at(
            now + MILLI,
            () -> {
              limit.overloaded(began, taken, now);
              limit.leave();
            });
        return;
      }
      long inputTokens = tokens.getAsLong();
      double unloaded = (100 + inputTokens * 0.2) * MILLI * slower;
      double noise = Math.exp(0.2 * random.nextGaussian());
      long first = (long) (unloaded * noise * Math.max(1, taken / knee));
      at(began + first, () -> limit.firstOutput(first, inputTokens, taken, now));
      at(began + first + lasts.getAsLong(), limit::leave);
    }
  }

  private static AdaptiveLimit limit(int most) {
    return new AdaptiveLimit(most, Optional.of(RULES), new SplittableRandom(5));
  }

  /** One whose unloaded speed is known. */
  private static AdaptiveLimit calibrated(int most) {
    AdaptiveLimit limit = limit(most);
    for (int i = 0; i < Gradient.WINDOW; i++) {
      limit.firstOutput(100 * MILLI, 1_000, 1, 0);
    }
    return limit;
  }

  @Test
  void begin_unloadedSpeedIsNotKnown_isAQuarterOfTheMost() {
    assertThat(limit(64).limit()).isEqualTo(16);
    assertThat(limit(8).limit()).isEqualTo(4);
    assertThat(limit(2).limit()).isEqualTo(2);
    assertThat(calibrated(64).limit()).isEqualTo(64);
  }

  @Test
  void slowerBeyondAKnee_limitSettlesAboutThere() {
    Upstream upstream = new Upstream(limit(64), 12);

    upstream.saturate(600);

    assertThat(upstream.limit.limit()).isBetween(12, 26);
    assertThat(upstream.limit.taken()).isZero();
  }

  @Test
  void neverSlower_limitIsTheMost() {
    Upstream upstream = new Upstream(limit(64), 1_000);

    upstream.saturate(300);

    assertThat(upstream.limit.limit()).isEqualTo(64);
    assertThat(upstream.highest).isEqualTo(64);
  }

  /** What a request's duration would take for slowness. */
  @Test
  void answersGetLongerAndPromptsToo_limitHardlyMoves() {
    List<Integer> limits = new ArrayList<>();
    for (int seed = 1; seed <= 16; seed++) {
      Upstream upstream = new Upstream(limit(32), 1_000, seed);
      upstream.saturate(100);
      upstream.lasts = () -> 60 * SECOND;
      upstream.tokens = () -> 100 + upstream.random.nextInt(40_000);

      upstream.saturate(600);

      limits.add(upstream.limit.limit());
    }

    // Sizes it has not seen are guessed at first.
    assertThat(limits).allMatch(limit -> limit >= 18);
    assertThat(limits.stream().mapToInt(limit -> limit).sum() / 16.0).isGreaterThan(28);
  }

  @Test
  void slowerInProportion_limitDoesNotCreepUpWithItsProbes() {
    Upstream upstream = new Upstream(limit(256), 12);

    upstream.saturate(3_600);

    assertThat(upstream.limit.limit()).isBetween(12, 26);
  }

  @Test
  void slowerForGood_limitComesBackOnceThatIsKnown() {
    Upstream upstream = new Upstream(limit(64), 1_000);
    upstream.saturate(60);
    upstream.slower = 3;
    upstream.saturate(60);
    int fallen = upstream.limit.limit();

    upstream.saturate(2_400);

    assertThat(fallen).isLessThan(32);
    assertThat(upstream.limit.limit()).isGreaterThan(48);
  }

  @Test
  void refusesForTooMuchWork_limitFallsBelowThat() {
    Upstream upstream = new Upstream(limit(64), 1_000);
    upstream.refusesAbove = 20;

    upstream.saturate(10);

    assertThat(upstream.limit.limit()).isBetween(4, 24);
  }

  @Test
  void overloaded_manyOfOneMoment_countOnce() {
    AdaptiveLimit limit = calibrated(64);
    for (int i = 0; i < 50; i++) {
      limit.overloaded(10, 40, 20);
    }
    assertThat(limit.limit()).isEqualTo(30);

    limit.overloaded(21, 30, 30);

    assertThat(limit.limit()).isEqualTo(23); // 22.5
  }

  @Test
  void overloaded_againAndAgain_neverBelowTheMinimum() {
    AdaptiveLimit limit = limit(64);
    for (int i = 0; i < 100; i++) {
      limit.overloaded(2 * i, 1, 2 * i + 1);
    }
    assertThat(limit.limit()).isEqualTo(4);
    assertThat(limit.hasRoom()).isTrue();
  }

  @Test
  void perToken_muchSlower_limitFalls() {
    AdaptiveLimit limit = calibrated(64);
    for (int i = 0; i < 500; i++) {
      limit.firstOutput(100 * MILLI, 1_000, 60, i * MILLI);
      limit.perToken((i < 20 ? 10 : 80) * MILLI, 60);
    }
    assertThat(limit.limit()).isLessThan(30);
  }

  @Test
  void configure_otherMost_keepsWhatWasLearned() {
    AdaptiveLimit limit = calibrated(64);
    limit.overloaded(0, 40, 1);

    limit.configure(100, Optional.of(RULES));
    assertThat(limit.limit()).isEqualTo(30);
    limit.configure(10, Optional.of(RULES));
    assertThat(limit.limit()).isEqualTo(10);
    limit.configure(50, Optional.empty());
    assertThat(limit.limit()).isEqualTo(50);
    limit.configure(2, Optional.of(RULES)); // less than the minimum: the most goes before
    assertThat(limit.limit()).isEqualTo(2);
  }

  @Test
  void rules_outOfRange_areRefusedWithTheValue() {
    assertThatThrownBy(() -> new AdaptiveRules(0, 2, 2, 1)).hasMessageContaining("minimum 0");
    assertThatThrownBy(() -> new AdaptiveRules(1, 1, 2, 1)).hasMessageContaining("1.0 and 2.0");
    assertThatThrownBy(() -> new AdaptiveRules(1, 2, 2, 0)).hasMessageContaining("0 ns");
  }
}
