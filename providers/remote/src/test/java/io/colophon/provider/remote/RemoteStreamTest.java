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
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.FakeUpstream;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.CancelGenerationRequest;
import io.colophon.v1.DescribeResponse;
import io.colophon.v1.ProviderCapability;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemoteStreamTest {
  private final TestHost host = new TestHost();
  private final FakeUpstream behind = new FakeUpstream(host.context(), TestModels.ALL);
  private final PluginService plugin = new PluginService(behind);
  private PluginServer server;
  private Provider provider;

  @BeforeEach
  void start() throws IOException {
    server = PluginServer.onPort(0, plugin);
    provider = provider(TestHost.config(server.address()));
  }

  private Provider provider(RemoteConfig config) {
    return new RemoteFactory(new Random(7)).create("plugin", config, host.context());
  }

  @AfterEach
  void stop() {
    provider.close();
    server.close();
    host.close();
  }

  private CollectingSubscriber subscribe(GenerationRequest request) {
    CollectingSubscriber subscriber = new CollectingSubscriber();
    provider.generate(request, host.options()).subscribe(subscriber);
    return subscriber;
  }

  private CollectingSubscriber whole(GenerationRequest request) {
    CollectingSubscriber subscriber = subscribe(request);
    subscriber.requestAll();
    assertThat(subscriber.awaitEnd(SOON)).isTrue();
    return subscriber;
  }

  private static ProviderException failure(CollectingSubscriber subscriber) {
    return (ProviderException) subscriber.failure().orElseThrow();
  }

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
  void cancel_underWay_reachesThePlugin() {
    behind.then(Script.start().accept().text("a").hang());
    CollectingSubscriber stream = subscribe(TestModels.words());
    stream.request(2);
    assertThat(stream.awaitEvents(2, SOON)).isTrue();

    stream.cancel();

    assertThat(behind.calls().get(0).awaitEnd(SOON)).isTrue();
    assertThat(behind.calls().get(0).cancelled()).isTrue();
    assertThat(plugin.cancels()).isEmpty();
  }

  @Test
  void generate_overMaxInFlight_isOverloaded() {
    provider.close();
    RemoteConfig two = with(TestHost.config(server.address()), 2, RemoteTimeout.DEFAULTS, 1 << 20);
    provider = provider(two);
    behind.otherwise(request -> Script.start().accept().hang());
    CollectingSubscriber first = subscribe(TestModels.words());
    CollectingSubscriber second = subscribe(TestModels.words());

    CollectingSubscriber third = subscribe(TestModels.words());

    assertThat(failure(third).kind()).isEqualTo(FailureKind.OVERLOADED);
    assertThat(failure(third)).hasMessageContaining("max-in-flight (2)");
    first.cancel();
    second.cancel();
    behind.otherwise(request -> Script.saying("room again"));
    await().atMost(SOON).until(() -> whole(TestModels.words()).completed());
  }

  private static RemoteConfig with(
      RemoteConfig config, int maxInFlight, RemoteTimeout timeout, long maxOutputBytes) {
    return new RemoteConfig(
        config.address(),
        Optional.empty(),
        Optional.empty(),
        timeout,
        config.startupWait(),
        config.healthInterval(),
        maxInFlight,
        config.maxMessageBytes(),
        maxOutputBytes);
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void failure_namedByPlugin_isThatKind(FailureKind kind) {
    behind.then(Script.start().accept().fail(kind, "the reason", Duration.ofMillis(1_500)));

    CollectingSubscriber stream = whole(TestModels.words());

    assertThat(failure(stream).kind()).isEqualTo(kind);
    assertThat(failure(stream)).hasMessageContaining("the reason");
    assertThat(failure(stream).retryAfter()).contains(Duration.ofMillis(1_500));
  }

  @Test
  void plugin_silent_isTimedOutByIdle() {
    provider.close();
    provider =
        provider(
            with(
                TestHost.config(server.address()),
                8,
                new RemoteTimeout(
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(1),
                    Duration.ofMillis(50),
                    Duration.ofMinutes(1)),
                1 << 20));
    behind.then(Script.start().accept().text("a").hang());

    CollectingSubscriber stream = whole(TestModels.words());

    assertThat(failure(stream).kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(failure(stream)).hasMessageContaining("timeout.idle");
    assertThat(behind.calls().get(0).awaitEnd(SOON)).isTrue();
  }

  @Test
  void job_submitted_isPassedOnAndCancelledByHandle() {
    behind.then(
        Script.start()
            .accept()
            .emit(new GenerationEvent.Submitted("job-17"))
            .progress(0.25)
            .hang());
    CollectingSubscriber stream = subscribe(TestModels.films());
    stream.request(3);
    assertThat(stream.awaitEvents(3, SOON)).isTrue();
    assertThat(stream.events().get(1)).isEqualTo(new GenerationEvent.Submitted("job-17"));

    stream.cancel();

    await().atMost(SOON).until(() -> plugin.cancels().size() == 1);
    CancelGenerationRequest said = plugin.cancels().get(0);
    assertThat(said.getHandle()).isEqualTo("job-17");
    assertThat(said.getGenerationId())
        .isEqualTo(behind.calls().get(0).options().generationId())
        .isEqualTo("generation-1");
    assertThat(said.getAttemptId()).isEqualTo(plugin.asked.peek().getAttemptId()).isNotEmpty();
  }

  @Test
  void resume_handle_reachesThePlugin() {
    behind.then(Script.start().accept().media(0, "video/mp4", new byte[] {1, 2}).finish());
    CollectingSubscriber stream = new CollectingSubscriber();

    provider.resume(TestModels.films(), "job-17", host.options()).subscribe(stream);
    stream.requestAll();

    assertThat(stream.awaitEnd(SOON)).isTrue();
    assertThat(stream.media(0)).containsExactly(1, 2);
    assertThat(plugin.resumed).containsExactly("job-17");
  }

  @Test
  void resume_cancelledWhileThePluginIsDown_cancelsTheJobWhenItIsBack() throws IOException {
    server.close();
    CollectingSubscriber stream = new CollectingSubscriber();
    provider
        .resume(TestModels.films(), "job-17", host.options())
        .subscribe(new CancelAtOnce(stream));

    server = PluginServer.onPort(server.port(), plugin);

    await().atMost(SOON).until(() -> plugin.cancels().size() == 1);
    assertThat(plugin.cancels().get(0).getHandle()).isEqualTo("job-17");
    assertThat(plugin.resumed).isEmpty();
    assertThat(stream.events()).isEmpty();
  }

  /** Leaves as soon as it is let in. */
  private record CancelAtOnce(CollectingSubscriber to) implements Flow.Subscriber<GenerationEvent> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      to.onSubscribe(subscription);
      to.cancel();
    }

    @Override
    public void onNext(GenerationEvent event) {
      to.onNext(event);
    }

    @Override
    public void onError(Throwable failure) {
      to.onError(failure);
    }

    @Override
    public void onComplete() {
      to.onComplete();
    }
  }

  @Test
  void resume_pluginOfVersion1_isUnsupported() throws IOException {
    plugin.describing = said -> said.setContractVersion(1);
    provider.close();
    provider = provider(TestHost.config(server.address()));
    CollectingSubscriber stream = new CollectingSubscriber();

    provider.resume(TestModels.films(), "job-17", host.options()).subscribe(stream);

    assertThat(stream.awaitEnd(SOON)).isTrue();
    assertThat(failure(stream).kind()).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(failure(whole(TestModels.vectors("a"))).kind()).isEqualTo(FailureKind.UNSUPPORTED);
    behind.then(Script.saying("as ever"));
    assertThat(whole(TestModels.words()).text()).isEqualTo("as ever");
  }

  @Test
  void stream_lost_isUnreachableAndCancelledOverTheNextConnection() throws IOException {
    behind.then(Script.start().accept().text("a").hang());
    CollectingSubscriber stream = subscribe(TestModels.words());
    stream.requestAll();
    assertThat(stream.awaitEvents(2, SOON)).isTrue();

    server.close();
    assertThat(stream.awaitEnd(SOON)).isTrue();
    server = PluginServer.onPort(server.port(), plugin);

    assertThat(failure(stream).kind()).isEqualTo(FailureKind.UNREACHABLE);
    await().atMost(SOON).until(() -> plugin.cancels().size() == 1);
    assertThat(plugin.cancels().get(0).getGenerationId()).isEqualTo("generation-1");
    assertThat(plugin.cancels().get(0).getHandle()).isEmpty();
  }

  @Test
  void job_streamLost_isNotCancelled() throws IOException {
    behind.then(Script.start().accept().emit(new GenerationEvent.Submitted("job-17")).hang());
    CollectingSubscriber stream = subscribe(TestModels.films());
    stream.requestAll();
    assertThat(stream.awaitEvents(2, SOON)).isTrue();

    server.close();
    assertThat(stream.awaitEnd(SOON)).isTrue();
    server = PluginServer.onPort(server.port(), plugin);
    behind.then(Script.start().accept().media(0, "video/mp4", new byte[] {1}).finish());

    // A try to connect that failed a moment ago refuses the first.
    await().atMost(SOON).until(() -> resumed("job-17").completed());
    assertThat(plugin.cancels()).isEmpty();
  }

  private CollectingSubscriber resumed(String handle) {
    CollectingSubscriber stream = new CollectingSubscriber();
    provider.resume(TestModels.films(), handle, host.options()).subscribe(stream);
    stream.requestAll();
    assertThat(stream.awaitEnd(SOON)).isTrue();
    return stream;
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

  private void describe(UnaryOperator<DescribeResponse.Builder> describing) {
    plugin.describing = describing;
    provider.close();
    provider = provider(TestHost.config(server.address()));
  }

  @Test
  void output_overTheLimit_isMalformed() {
    provider.close();
    provider = provider(with(TestHost.config(server.address()), 8, RemoteTimeout.DEFAULTS, 1_000));
    behind.then(Script.saying("a".repeat(600), "b".repeat(600)));

    CollectingSubscriber stream = whole(TestModels.words());

    assertThat(failure(stream).kind()).isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(failure(stream)).hasMessageContaining("max-output-bytes");
    assertThat(behind.calls().get(0).awaitEnd(SOON)).isTrue();
  }

  @Test
  void message_overTheLimit_isMalformed() {
    byte[] huge = new byte[17 << 20];
    behind.then(Script.start().accept().media(0, "image/png", huge).finish());

    CollectingSubscriber stream = whole(TestModels.pictures());

    assertThat(failure(stream).kind()).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void extension_ofNoKnownKind_isInvalid() {
    describe(said -> said.addExtensions("mood"));
    GenerationRequest request =
        GenerationRequest.Text.of(
            new Prompt(
                new TargetModel("words"),
                TestModels.words().prompt().messages(),
                List.of(),
                Map.of("mood", Duration.ofSeconds(1))));

    CollectingSubscriber stream = whole(request);

    assertThat(failure(stream).kind()).isEqualTo(FailureKind.INVALID_REQUEST);
    assertThat(failure(stream)).hasMessageContaining("extensions.mood is a Duration");
  }
}
