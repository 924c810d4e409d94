package io.colophon.provider.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.testkit.FakeTicker;
import io.colophon.provider.testkit.ManualScheduler;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final FakeTicker ticker = new FakeTicker();
  private final ManualScheduler timers = new ManualScheduler(ticker);
  private final List<ProviderException> told = new ArrayList<>();

  /** First output within 10 s, silence of 4 s, 60 s in all, a deadline of 100 s. */
  private final Patience patience =
      new Patience(
          new RemoteTimeout(
              Duration.ofSeconds(1),
              Duration.ofSeconds(10),
              Duration.ofSeconds(4),
              Duration.ofSeconds(60)),
          ticker.nanos() + Duration.ofSeconds(100).toNanos(),
          new ProviderContext(
              ticker, Clock.systemUTC(), timers, Path.of("."), SharedResources.NONE),
          told::add);

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      timers.advance(Duration.ofSeconds(1));
    }
  }

  private void isOver(String words) {
    assertThat(told).hasSize(1);
    assertThat(told.get(0).kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(told.get(0)).hasMessageContaining(words);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void firstOutput_missing_isOverAfterItsLimit() {
    patience.start();
    patience.asked(Long.MAX_VALUE);
    pass(9);
    patience.heard(true, false, true);
    assertThat(told).isEmpty();

    pass(10);

    isOver("timeout.first-output");
  }

  @Test
  void silence_betweenEvents_isOverAfterItsLimit() {
    patience.start();
    patience.asked(5);
    for (int i = 0; i < 3; i++) {
      pass(3);
      patience.heard(i == 0, false, true);
    }
    assertThat(told).isEmpty();

    pass(4);

    isOver("timeout.idle");
  }

  @Test
  void silence_withoutDemand_isNoOnesFault() {
    patience.start();
    patience.asked(2);
    patience.heard(true, false, true);
    patience.heard(false, false, true);
    pass(40);
    assertThat(told).isEmpty();

    patience.asked(1);
    pass(3);
    assertThat(told).isEmpty();
    pass(1);

    isOver("timeout.idle");
  }

  @Test
  void total_ofWorkThatGoesOn_isOverAfterItsLimit() {
    patience.start();
    patience.asked(Long.MAX_VALUE);
    for (int i = 0; i < 59; i++) {
      pass(1);
      patience.heard(false, false, true);
    }
    assertThat(told).isEmpty();

    pass(1);

    isOver("timeout.total");
  }

  @Test
  void job_silent_hasTheDeadlineOnly() {
    patience.start();
    patience.asked(Long.MAX_VALUE);
    patience.heard(true, false, true);
    patience.heard(false, true, true);
    pass(99);
    assertThat(told).isEmpty();

    pass(1);

    isOver("deadline");
  }

  @Test
  void stream_notClosed_isOverAMomentAfterItsLastEvent() {
    patience.start();
    patience.asked(Long.MAX_VALUE);
    patience.heard(false, false, true);
    patience.linger();
    pass(1);
    assertThat(told).isEmpty();

    pass(1);

    assertThat(told).hasSize(1);
  }

  @Test
  void stop_leavesNoTimer() {
    patience.start();

    patience.stop();

    assertThat(timers.pending()).isZero();
    pass(200);
    assertThat(told).isEmpty();
  }
}
