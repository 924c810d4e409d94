package io.colophon.provider.remote;

import static io.colophon.provider.remote.TestHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.ProviderCapability;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is asked of a plug-in and what it streams back. */
class RemoteStreamTest extends RemoteStreamTrial {
  @Test
  void models_describedByPlugin_areTheProviders() {
    assertThat(provider.models()).containsExactlyInAnyOrderElementsOf(TestModels.ALL);
  }

  @Test
  void demand_ofOne_keepsThePluginFromRunningAhead() {
    Script script = Script.start().accept();
    byte[] chunk = new byte[64 << 10];
    for (int i = 0; i < 1_000; i++) {
      script = script.chunk(0, "image/png", chunk, i == 999);
    }
    behind.then(script.finish());

    CollectingSubscriber slow = subscribe(TestModels.pictures());
    slow.request(1);
    assertThat(slow.awaitEvents(1, SOON)).isTrue();
    // Windows and buffers of the transport fill, about 2 MiB; then the plug-in must stand still.
    await()
        .during(Duration.ofMillis(200))
        .atMost(SOON)
        .until(plugin.sent::get, new SteadyValue()::unchanged);
    assertThat(plugin.sent.get()).isLessThan(100);
    assertThat(slow.events()).hasSize(1);

    slow.requestAll();
    assertThat(slow.awaitEnd(SOON)).isTrue();
    assertThat(slow.media(0)).hasSize(64_000 << 10);
  }

  /** Whether a value is as it was when last asked for. */
  private static final class SteadyValue {
    private int last = -1;

    boolean unchanged(int now) {
      boolean same = now == last;
      last = now;
      return same;
    }
  }

  @Test
  void usedSoFar_thenAFailure_isHandedOnAsPartial() {
    Usage soFar =
        Usage.from(Quantity.Source.PROVIDER_PARTIAL)
            .with(UsageUnit.INPUT_TOKENS, 7)
            .with(UsageUnit.OUTPUT_TOKENS, 0)
            .build();
    behind.then(
        Script.start()
            .accept()
            .emit(new GenerationEvent.UsedSoFar(soFar))
            .text("one ")
            .fail(FailureKind.OVERLOADED, "it is too much"));

    CollectingSubscriber stream = whole(TestModels.words());

    assertThat(failure(stream).kind()).isEqualTo(FailureKind.OVERLOADED);
    assertThat(stream.events()).contains(new GenerationEvent.UsedSoFar(soFar));
  }

  @Test
  void vectors_asked_comeInOrder() {
    behind.then(
        Script.start()
            .accept()
            .emit(new GenerationEvent.Vector(0, FloatBuffer.wrap(new float[] {0.5f, -1, 0})))
            .emit(new GenerationEvent.Vector(1, FloatBuffer.wrap(new float[] {1, 2, 3})))
            .finish(FinishReason.STOP, Usage.UNREPORTED));

    CollectingSubscriber stream = whole(TestModels.vectors("a lake", "a boat"));

    assertThat(stream.completed()).isTrue();
    assertThat(stream.events())
        .filteredOn(GenerationEvent.Vector.class::isInstance)
        .extracting(event -> ((GenerationEvent.Vector) event).values().get(0))
        .containsExactly(0.5f, 1f);
    assertThat(plugin.asked.peek().getEmbedding().getDimensions()).isEqualTo(3);
    assertThat(plugin.asked.peek().getRequest().getInputsCount()).isEqualTo(2);
  }

  @Test
  void parameters_notListedByPlugin_areReportedAsDropped() {
    describe(
        said ->
            said.addExtensions("mood")
                .addCapabilities(
                    ProviderCapability.newBuilder()
                        .setAbility(Ability.TEXT.id())
                        .addParameters("text.max_tokens")
                        .addParameters("text.of-a-newer-contract")));
    behind.then(Script.saying("a"));
    GenerationRequest.Text request =
        new GenerationRequest.Text(
            new Prompt(
                new TargetModel("words"),
                TestModels.words().prompt().messages(),
                List.of(),
                Map.of("mood", "gentle", "weather", "fine")),
            OptionalInt.of(5),
            OptionalDouble.of(0.5),
            OptionalDouble.empty(),
            List.of(),
            OptionalLong.of(7),
            Optional.empty(),
            List.of());

    CollectingSubscriber stream = whole(request);

    GenerationEvent.Accepted accepted = (GenerationEvent.Accepted) stream.events().get(0);
    assertThat(accepted.translations())
        .allMatch(t -> t.change() == Translation.Change.DROPPED)
        .extracting(Translation::parameter)
        .containsExactly("extensions.weather", "text.seed", "text.temperature");
    assertThat(plugin.asked.peek().getRequest().getExtensions().getFieldsMap())
        .containsOnlyKeys("mood");
    assertThat(provider.extensions()).containsExactly("mood");
  }
}
