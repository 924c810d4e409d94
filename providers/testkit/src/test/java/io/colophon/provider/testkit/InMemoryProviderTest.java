package io.colophon.provider.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ProviderFactory;
import io.colophon.provider.spi.UsageUnit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class InMemoryProviderTest {
  private final TestContext time = new TestContext();

  private CollectingSubscriber run(InMemoryConfig config, Ability ability) {
    InMemoryProvider provider = new InMemoryProvider(config, time.context);
    CollectingSubscriber subscriber = new CollectingSubscriber();
    provider
        .generate(request(provider, ability), time.within(Duration.ofSeconds(1)))
        .subscribe(subscriber);
    subscriber.requestAll();
    return subscriber;
  }

  private static GenerationRequest request(InMemoryProvider provider, Ability ability) {
    ModelDescription model =
        provider.models().stream()
            .filter(candidate -> candidate.abilities().contains(ability))
            .findFirst()
            .orElseThrow();
    return new SampleRequests().of(model, ability);
  }

  @Test
  void text_configured_comesInPiecesOfCodePoints() {
    CollectingSubscriber subscriber =
        run(InMemoryConfig.DEFAULTS.withText("a\uD83D\uDE00bcd").withChunks(2, 1), Ability.TEXT);
    assertThat(subscriber.events())
        .filteredOn(GenerationEvent.TextDelta.class::isInstance)
        .containsExactly(
            new GenerationEvent.TextDelta("a\uD83D\uDE00"),
            new GenerationEvent.TextDelta("bc"),
            new GenerationEvent.TextDelta("d"));
  }

  @Test
  void text_longerThanMaxTokens_isCutForLength() {
    // The sample asks for at most 16 tokens; one token is one piece.
    CollectingSubscriber subscriber =
        run(InMemoryConfig.DEFAULTS.withText("x".repeat(20)).withChunks(1, 1), Ability.TEXT);
    assertThat(subscriber.text()).hasSize(16);
    assertThat(subscriber.finished().orElseThrow().reason()).isEqualTo(FinishReason.LENGTH);
    assertThat(subscriber.finished().orElseThrow().usage().value(UsageUnit.OUTPUT_TOKENS))
        .hasValue(16);
  }

  @Test
  void media_configuredChunk_isCutThere() {
    CollectingSubscriber subscriber =
        run(InMemoryConfig.DEFAULTS.withChunks(1, 1_000), Ability.VIDEO);
    assertThat(subscriber.events())
        .filteredOn(GenerationEvent.MediaChunk.class::isInstance)
        .extracting(event -> ((GenerationEvent.MediaChunk) event).bytes().remaining())
        .containsExactly(1_000, SampleMedia.mp4().length - 1_000);
    assertThat(subscriber.media(0)).isEqualTo(SampleMedia.mp4());
  }

  @Test
  void failure_afterPieces_comesThen() {
    CollectingSubscriber subscriber =
        run(
            InMemoryConfig.DEFAULTS
                .withFailure(FailureKind.UNREACHABLE, 2)
                .withRetryAfter(Duration.ofSeconds(4)),
            Ability.TEXT);
    assertThat(subscriber.text()).isEqualTo("This ans");
    assertThat(subscriber.failure())
        .get()
        .isInstanceOfSatisfying(
            ProviderException.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
              assertThat(failure.retryAfter()).contains(Duration.ofSeconds(4));
            });
  }

  @Test
  void failure_afterNothing_comesBeforeAcceptance() {
    CollectingSubscriber subscriber =
        run(InMemoryConfig.DEFAULTS.withFailure(FailureKind.RATE_LIMITED, 0), Ability.IMAGE);
    assertThat(subscriber.events()).isEmpty();
    assertThat(Stage.kind(subscriber)).isEqualTo(FailureKind.RATE_LIMITED);
  }

  @Test
  void stall_deadlinePasses_timesOut() {
    CollectingSubscriber subscriber = run(InMemoryConfig.DEFAULTS.withStall(1), Ability.TEXT);
    assertThat(subscriber.text()).isEqualTo("This");
    assertThat(subscriber.awaitEnd(Duration.ZERO)).isFalse();
    time.timers.advance(Duration.ofSeconds(1));
    assertThat(Stage.kind(subscriber)).isEqualTo(FailureKind.TIMED_OUT);
  }

  @Test
  void usage_configured_replacesTheCount() {
    CollectingSubscriber subscriber =
        run(
            InMemoryConfig.DEFAULTS.withUsage(
                Map.of(UsageUnit.INPUT_TOKENS, 100L, UsageUnit.CACHE_READ_TOKENS, 60L)),
            Ability.TEXT);
    var usage = subscriber.finished().orElseThrow().usage();
    assertThat(usage.value(UsageUnit.INPUT_TOKENS)).hasValue(100);
    assertThat(usage.value(UsageUnit.CACHE_READ_TOKENS)).hasValue(60);
    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).isEmpty();
  }

  @Test
  void usage_configuredEmpty_reportsNothing() {
    CollectingSubscriber subscriber =
        run(InMemoryConfig.DEFAULTS.withUsage(Map.of()), Ability.SPEECH);
    assertThat(subscriber.finished().orElseThrow().usage().quantities()).isEmpty();
  }

  @Test
  void executor_given_carriesTheEvents() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    InMemoryProvider provider =
        new InMemoryProvider(InMemoryConfig.DEFAULTS, time.context, tasks::add);
    CollectingSubscriber subscriber = new CollectingSubscriber();
    provider
        .generate(request(provider, Ability.TEXT), time.within(Duration.ofSeconds(1)))
        .subscribe(subscriber);
    subscriber.requestAll();
    assertThat(subscriber.events()).isEmpty();
    tasks.remove().run();
    assertThat(subscriber.completed()).isTrue();
    assertThat(tasks).isEmpty();
    assertThat(provider.underWay()).isZero();
  }

  @Test
  void factory_isFoundByItsType() {
    assertThat(ServiceLoader.load(ProviderFactory.class))
        .filteredOn(factory -> factory.type().equals("in-memory"))
        .singleElement()
        .isInstanceOf(InMemoryFactory.class);
  }

  @Test
  void config_badValues_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InMemoryConfig.DEFAULTS.withChunks(0, 1))
        .withMessage("text-chunk is 0, expected at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InMemoryConfig.DEFAULTS.withText(""))
        .withMessageContaining("text is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InMemoryConfig.unit("tokens_in"))
        .withMessage("usage has no counter named tokens_in");
  }
}
