package io.colophon.provider.remote;

import static io.colophon.provider.remote.TestHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that fail, are refused or go over a limit. */
class RemoteStreamFailuresTest extends RemoteStreamTrial {
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
