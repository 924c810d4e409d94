package io.colophon.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Progress;
import io.colophon.provider.spi.GenerationEvent.Submitted;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.FakeTicker;
import io.colophon.provider.testkit.FakeUpstream;
import io.colophon.provider.testkit.ManualScheduler;
import io.colophon.provider.testkit.Script;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumingStreamTest {
  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final Script BROKEN =
      Script.start()
          .accept()
          .emit(new Submitted("h"))
          .progress(0.1)
          .fail(FailureKind.UNREACHABLE, "gone");
  private static final Script STILL_GONE =
      Script.start().accept().fail(FailureKind.UNREACHABLE, "gone");

  @TempDir Path folder;
  private final FakeTicker ticker = new FakeTicker();
  private final ManualScheduler timers = new ManualScheduler(ticker);
  private final CollectingSubscriber seen = new CollectingSubscriber(event -> {});

  @Test
  void stream_connectionBreaksTwice_goesOnAfterGrowingPauses() {
    FakeUpstream upstream =
        upstream()
            .then(BROKEN)
            .then(STILL_GONE)
            .then(Script.start().accept().progress(0.5).text("yes").finish());
    subscribe(upstream);

    assertThat(upstream.calls()).hasSize(1);
    timers.advance(Duration.ofMillis(999));
    assertThat(upstream.calls()).as("a second has not passed").hasSize(1);
    timers.advance(Duration.ofMillis(251));
    assertThat(upstream.calls()).hasSize(2);
    timers.advance(Duration.ofMillis(2500));

    assertThat(upstream.calls()).hasSize(3);
    assertThat(seen.completed()).isTrue();
    assertThat(seen.violations()).isEmpty();
    assertThat(seen.events())
        .as("the beginning is said once")
        .filteredOn(GenerationEvent.Accepted.class::isInstance)
        .hasSize(1);
    assertThat(seen.events()).contains(new Submitted("h"), new Progress(0.5));
  }

  @Test
  void stream_failureOfTheJobItself_endsIt() {
    FakeUpstream upstream =
        upstream()
            .then(
                Script.start()
                    .accept()
                    .emit(new Submitted("h"))
                    .fail(FailureKind.CONTENT_REFUSED, "no"));
    subscribe(upstream);

    assertThat(timers.pending()).isZero();
    assertThat(kind()).isEqualTo(FailureKind.CONTENT_REFUSED);
  }

  @Test
  void stream_breaksBeforeTheUpstreamNamedTheJob_isNotTakenUp() {
    FakeUpstream upstream = upstream().then(STILL_GONE);
    subscribe(upstream);

    assertThat(timers.pending()).isZero();
    assertThat(kind()).isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void stream_breaksAfterOutput_isNotTakenUp() {
    FakeUpstream upstream =
        upstream()
            .then(
                Script.start()
                    .accept()
                    .emit(new Submitted("h"))
                    .text("some")
                    .fail(FailureKind.UNREACHABLE, "gone"));
    subscribe(upstream);

    assertThat(timers.pending()).isZero();
    assertThat(kind()).isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void stream_neverComesBack_endsWhenItsDeadlinePasses() {
    FakeUpstream upstream = upstream().then(BROKEN).otherwise(request -> STILL_GONE);
    subscribe(upstream);

    timers.advance(DEADLINE);

    assertThat(kind()).isIn(FailureKind.UNREACHABLE, FailureKind.TIMED_OUT);
    assertThat(timers.pending()).isZero();
    assertThat(upstream.calls()).as("about once a minute in the end").hasSizeBetween(12, 20);
  }

  @Test
  void cancel_inAPause_takesTheJobUpOnlyToCancelIt() {
    FakeUpstream upstream = upstream().then(BROKEN).then(Script.start().accept().hang());
    subscribe(upstream);

    seen.cancel();

    assertThat(upstream.calls()).hasSize(2);
    assertThat(upstream.calls().get(1).cancelled()).isTrue();
    timers.advance(Duration.ofMinutes(1));
    assertThat(upstream.calls()).as("and never again").hasSize(2);
  }

  private FakeUpstream upstream() {
    return new FakeUpstream(
        new ProviderContext(ticker, Clock.systemUTC(), timers, folder, SharedResources.NONE),
        List.of());
  }

  private void subscribe(FakeUpstream upstream) {
    GenerationRequest request = GenerationRequest.Text.of(Prompt.of(new TargetModel("m"), "Hi"));
    CallOptions options = new CallOptions("id", ticker.nanos() + DEADLINE.toNanos());
    new ResumingStream(
            "id",
            upstream.generate(request, options),
            handle -> {
              assertThat(handle).isEqualTo("h");
              return upstream.generate(request, options);
            },
            null,
            options.deadlineNanos(),
            ticker,
            timers)
        .subscribe(seen);
    seen.requestAll();
  }

  private FailureKind kind() {
    return ((ProviderException) seen.failure().orElseThrow()).kind();
  }
}
