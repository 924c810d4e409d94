package io.colophon.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.local.text.LocalLanguageModel;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest.Text;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextModelTest {
  @TempDir static Path cache;
  private static Bench bench;

  @BeforeAll
  static void open() {
    bench = new Bench(cache, 1, 4);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @Test
  void description_agreesWithTheWeights() {
    LocalLanguageModel model = LocalLanguageModel.load();
    assertThat(model.parameters()).isEqualTo(TextModel.PARAMETERS);
    assertThat(model.contextTokens()).isEqualTo(TextModel.CONTEXT_TOKENS);
  }

  @Test
  void text_english_streamsInPiecesAndCountsTokens() {
    CollectingSubscriber stream = bench.whole(text(40, 0.7));
    assertThat(stream.text()).matches("(?s).*[a-z]{3}.*");
    assertThat(stream.events().stream().filter(GenerationEvent.TextDelta.class::isInstance))
        .hasSizeGreaterThan(3);
    Usage usage = stream.finished().orElseThrow().usage();
    assertThat(usage.value(UsageUnit.INPUT_TOKENS).orElseThrow()).isBetween(4L, 20L);
    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS).orElseThrow()).isBetween(4L, 40L);
    long tokens = usage.value(UsageUnit.OUTPUT_TOKENS).orElseThrow();
    // Two operations for each weight of the layers, of which there are 1.77 million, at least.
    assertThat(usage.value(UsageUnit.FLOP).orElseThrow()).isGreaterThan(tokens * 2 * 1_769_472);
    assertThat(usage.value(UsageUnit.CPU_NANOS).orElseThrow()).isPositive();
  }

  @Test
  void text_moreTokensThanTheContext_isReported() {
    CollectingSubscriber stream = bench.whole(text(100_000, 0.7));
    assertThat(((GenerationEvent.Accepted) stream.events().get(0)).translations())
        .containsExactly(
            new Translation("text.max_tokens", Translation.Change.CLAMPED, "100000 -> 160"));
  }

  @Test
  void text_temperatureOutOfRange_isInvalidAndNamesIt() {
    ProviderException failure = bench.failure(text(10, 2.5));
    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
    assertThat(failure).hasMessageContaining("temperature is 2.5");
  }

  @Test
  void cancel_underWay_freesTheWorkerAtOnce() {
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < 3; i++) {
      CollectingSubscriber subscriber = bench.subscribe(text(160, 1.5));
      subscriber.request(3);
      assertThat(subscriber.awaitEvents(3, Bench.PATIENCE)).isTrue();
      subscriber.cancel();
      Duration took = Bench.until(() -> bench.provider().working() == 0);
      best = took.compareTo(best) < 0 ? took : best;
    }
    assertThat(best).isLessThan(Bench.AT_ONCE);
  }

  private static Text text(int maxTokens, double temperature) {
    return new Text(
        Bench.prompt("local-lm", "Tell me about a lake in the mountains."),
        OptionalInt.of(maxTokens),
        OptionalDouble.of(temperature),
        OptionalDouble.empty(),
        List.of(),
        OptionalLong.of(7),
        Optional.empty(),
        List.of());
  }
}
