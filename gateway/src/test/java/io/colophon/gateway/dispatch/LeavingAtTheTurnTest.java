package io.colophon.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.pipeline.AdmittedGenerations;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.PlatformExpenses;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.routing.TargetHealth;
import io.colophon.gateway.waiting.Place;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A caller goes at the moment of its turn: after the waiting room has decided it, when {@code
 * leave} is too late, and before there is an attempt that could be cancelled.
 */
final class LeavingAtTheTurnTest {
  private static final long HOUR = 3_600_000_000_000L;
  private static final String CONFIG =
      """
      server: { waiting: { most: 8, per-client: 4 } }
      providers:
        one: { type: scripted, concurrency: { most: 1 } }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: one, model: a } ]
      """;

  @TempDir Path folder;
  private AdmittedGenerations generations;
  private Generation generation;
  private RoutePlan plan;
  private Place taken;
  private @Nullable Runnable atNextReading;
  private boolean ended;

  @BeforeEach
  void fill() throws IOException {
    generations = new AdmittedGenerations(folder, CONFIG);
    Generation first = generations.make("t", HOUR, Map.of());
    taken = generations.room().tryNow(first, first.plan().orElseThrow()).orElseThrow();
    generation = generations.make("t", HOUR, Map.of());
    plan = generation.plan().orElseThrow();
  }

  @AfterEach
  void close() {
    generations.close();
  }

  /** Does something when the dispatch looks at the time, once. */
  private long nanos() {
    Runnable now = atNextReading;
    atNextReading = null;
    if (now != null) {
      now.run();
    }
    return generations.ticker.nanos();
  }

  private final class Caller implements Flow.Subscriber<GenerationEvent> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {}

    @Override
    public void onNext(GenerationEvent event) {
      throw new AssertionError("nobody was to be asked: " + event);
    }

    @Override
    public void onError(Throwable failure) {
      ended = true;
    }

    @Override
    public void onComplete() {
      ended = true;
    }
  }

  private DispatchTools tools() {
    Ticker ticker = this::nanos;
    AbandonedAnswers abandoned =
        new AbandonedAnswers(
            () -> generation.config().config().server().abandoned(), generations.timers);
    return new DispatchTools(
        new TargetStreams(ticker, generations.timers, abandoned),
        abandoned,
        PlatformExpenses.NONE,
        generations.room(),
        ticker,
        generations.timers,
        () -> 0L,
        new DispatchCounts());
  }

  private void assertNothingIsLeftOver() {
    TargetHealth health = plan.targets().get(0).target().health();
    assertThat(health.room().taken()).isZero();
    assertThat(health.inFlight()).isZero();
    assertThat(health.load().outstanding()).isZero();
    assertThat(generations.room().waiting()).isZero();
    assertThat(generation.attempts()).isEmpty(); // nor was the target asked
    assertThat(ended).isFalse();
    Generation next = generations.make("t", HOUR, Map.of());
    assertThat(generations.room().tryNow(next, next.plan().orElseThrow())).isPresent();
  }

  @Test
  void cancel_beforeTheTurnIsTold_placeIsFreed() {
    Dispatch dispatch = new Dispatch(generation, plan, tools(), new Caller());
    Search search = new Search(dispatch, generation, plan, tools());
    taken.free();
    Place decided = generations.room().tryNow(generation, plan).orElseThrow();

    search.stop();
    search.yours(decided);

    assertNothingIsLeftOver();
  }

  @Test
  void cancel_whileTheTurnIsTaken_placeIsFreed() {
    Dispatch dispatch = new Dispatch(generation, plan, tools(), new Caller());
    dispatch.begin();
    assertThat(generations.room().waiting()).isEqualTo(1);

    atNextReading = dispatch::cancel;
    taken.free();

    assertThat(atNextReading).isNull();
    assertThat(generations.room().counts().turns()).isEqualTo(1);
    assertNothingIsLeftOver();
  }
}
