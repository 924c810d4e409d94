package io.colophon.provider.remote;

import static io.colophon.provider.remote.TestHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.TextFormat;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.v1.ProviderEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plug-in may do wrong is caught, said, and harms no other request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisbehavingPluginTest {
  private static final String ACCEPTED = "accepted {}";
  private static final String STOP = "finished { reason: FINISH_REASON_STOP }";

  private final TestHost host = new TestHost();
  private final RawPlugin plugin = new RawPlugin();
  private PluginServer server;
  private Provider provider;

  @BeforeAll
  void start() throws IOException {
    server = PluginServer.onPort(0, plugin);
    provider =
        new RemoteFactory(new Random(7))
            .create("plugin", TestHost.config(server.address()), host.context());
  }

  @AfterAll
  void stop() {
    provider.close();
    server.close();
    host.close();
  }

  static Stream<Arguments> streams() {
    GenerationRequest words = TestModels.words();
    GenerationRequest picture = TestModels.pictures();
    GenerationRequest vectors = TestModels.vectors("a", "b");
    GenerationRequest film = TestModels.films();
    return Stream.of(
        arguments(words, List.of(), "without a finished event"),
        arguments(words, List.of("text_delta { text: 'a' }"), "began with text_delta"),
        arguments(words, List.of(ACCEPTED, ACCEPTED), "accepted twice"),
        arguments(words, List.of(ACCEPTED), "without a finished event"),
        arguments(words, List.of(ACCEPTED, ""), "says nothing"),
        arguments(words, List.of(ACCEPTED, "text_delta {}"), "empty piece of text"),
        arguments(
            words,
            List.of(ACCEPTED, "media_chunk { last: true }"),
            "media for a request for words"),
        arguments(words, List.of(ACCEPTED, "finished {}"), "without a reason"),
        arguments(words, List.of(ACCEPTED, "progress { fraction: nan }"), "progress of NaN"),
        arguments(words, List.of(ACCEPTED, "progress { fraction: 1.5 }"), "progress of 1.5"),
        arguments(
            words,
            List.of(ACCEPTED, "tool_call { id: '1' name: 'rm' arguments_json: '{}' }"),
            "a tool that the request does not have"),
        arguments(words, List.of(ACCEPTED, "vector { values: 1 }"), "nobody asked for"),
        arguments(
            words,
            List.of("accepted { translations { parameter: 'text.seed' } }"),
            "translation that says nothing"),
        arguments(
            words,
            List.of(
                ACCEPTED,
                "finished { reason: FINISH_REASON_STOP usage { unit: 'images' source: 'guess' } }"),
            "by \"guess\""),
        arguments(picture, List.of(ACCEPTED, STOP), "finished without a file"),
        arguments(
            picture,
            List.of(ACCEPTED, "media_chunk { mime_type: 'image/png' data: 'x' }", STOP),
            "finished within output 0"),
        arguments(
            picture,
            List.of(ACCEPTED, "media_chunk { mime_type: 'a picture' data: 'x' }"),
            "a file of type \"a picture\""),
        arguments(
            picture,
            List.of(ACCEPTED, "media_chunk { part: 1 mime_type: 'image/png' data: 'x' }"),
            "a piece of output 1, expected output 0"),
        arguments(
            picture,
            List.of(ACCEPTED, "media_chunk { mime_type: 'image/png' }"),
            "an empty piece of a file"),
        arguments(
            picture,
            List.of(
                ACCEPTED,
                "media_chunk { mime_type: 'image/png' data: 'x' }",
                "media_chunk { mime_type: 'image/gif' data: 'x' }"),
            "changed the type of a file"),
        arguments(
            picture,
            List.of(
                ACCEPTED,
                "media_chunk { mime_type: 'image/png' data: 'x' last: true }",
                "media_chunk { part: 1 mime_type: 'image/png' data: 'x' last: true }"),
            "more than the 1 outputs"),
        arguments(vectors, List.of(ACCEPTED, "vector { index: 0 }"), "without numbers"),
        arguments(vectors, List.of(ACCEPTED, "vector { index: 1 values: 1 }"), "expected 0 of 2"),
        arguments(
            vectors, List.of(ACCEPTED, "vector { values: inf }"), "a vector with Infinity in it"),
        arguments(
            vectors, List.of(ACCEPTED, "vector { values: 1 }", STOP), "finished after 1 vectors"),
        arguments(
            vectors,
            List.of(ACCEPTED, "text_delta { text: 'a' }"),
            "text for a request for vectors"),
        arguments(film, List.of(ACCEPTED, "submitted {}"), "a job's handle has 0 characters"),
        arguments(
            film,
            List.of(ACCEPTED, "submitted { handle: 'a' }", "submitted { handle: 'b' }"),
            "submitted a job twice"),
        arguments(
            film,
            List.of(
                ACCEPTED,
                "media_chunk { mime_type: 'video/mp4' data: 'x' }",
                "submitted { handle: 'a' }"),
            "after output"));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void stream_thatBreaksTheContract_isMalformed(
      GenerationRequest request, List<String> events, String words)
      throws TextFormat.ParseException {
    say(events);

    CollectingSubscriber stream = run(request, Duration.ofMinutes(1));

    ProviderException failure = (ProviderException) stream.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(failure).hasMessageContaining(words);
    assertThat(stream.violations()).isEmpty();
  }

  private void say(List<String> events) throws TextFormat.ParseException {
    ProviderEvent[] parsed = new ProviderEvent[events.size()];
    for (int i = 0; i < parsed.length; i++) {
      parsed[i] = TextFormat.parse(events.get(i), ProviderEvent.class);
    }
    plugin.answer =
        to -> {
          List.of(parsed).forEach(to::onNext);
          to.onCompleted();
        };
  }

  private CollectingSubscriber run(GenerationRequest request, Duration left) {
    CollectingSubscriber stream = new CollectingSubscriber();
    provider.generate(request, host.options(left)).subscribe(stream);
    stream.requestAll();
    assertThat(stream.awaitEnd(SOON)).isTrue();
    return stream;
  }

  @Test
  void stream_thatNeverEnds_isTimedOut() {
    plugin.answer = to -> {};

    CollectingSubscriber stream = run(TestModels.words(), Duration.ofMillis(100));

    assertThat(((ProviderException) stream.failure().orElseThrow()).kind())
        .isEqualTo(FailureKind.TIMED_OUT);
  }

  @Test
  void stream_notClosedAfterFinished_isWhole() throws TextFormat.ParseException {
    ProviderEvent accepted = TextFormat.parse(ACCEPTED, ProviderEvent.class);
    ProviderEvent said = TextFormat.parse("text_delta { text: 'a' }", ProviderEvent.class);
    ProviderEvent finished = TextFormat.parse(STOP, ProviderEvent.class);
    plugin.answer = to -> List.of(accepted, said, finished, said).forEach(to::onNext);

    CollectingSubscriber stream = run(TestModels.words(), Duration.ofMinutes(1));

    assertThat(stream.completed()).isTrue();
    assertThat(stream.text()).isEqualTo("a");
  }

  @Test
  void progress_thatFalls_isPassedOver() throws TextFormat.ParseException {
    say(
        List.of(
            ACCEPTED,
            "progress { fraction: 0.5 }",
            "progress { fraction: 0.25 }",
            "progress { fraction: 0.75 }",
            "media_chunk { mime_type: 'video/mp4' data: 'x' last: true }",
            STOP));
    CollectingSubscriber stream = new CollectingSubscriber();
    provider.generate(TestModels.films(), host.options()).subscribe(stream);

    // One by one: what is passed over must not use up demand.
    for (int i = 1; i <= 5; i++) {
      stream.request(1);
      assertThat(stream.awaitEvents(i, SOON)).as("event %s", i).isTrue();
    }

    assertThat(stream.awaitEnd(SOON)).isTrue();
    assertThat(stream.events())
        .filteredOn(GenerationEvent.Progress.class::isInstance)
        .containsExactly(new GenerationEvent.Progress(0.5), new GenerationEvent.Progress(0.75));
  }

  @Test
  void plugin_thatThrows_isInternal() {
    plugin.answer =
        to -> {
          throw new IllegalStateException("a bug of the plug-in");
        };

    CollectingSubscriber stream = run(TestModels.words(), Duration.ofMinutes(1));

    assertThat(((ProviderException) stream.failure().orElseThrow()).kind())
        .isEqualTo(FailureKind.INTERNAL);
  }

  @Test
  void usage_ofANewerContract_isNotReported() throws TextFormat.ParseException {
    say(
        List.of(
            ACCEPTED,
            "text_delta { text: 'a' }",
            "finished { reason: FINISH_REASON_STOP usage { unit: 'quarks' value: 3 }"
                + " usage { unit: 'output_tokens' value: 3 } }"));

    CollectingSubscriber stream = run(TestModels.words(), Duration.ofMinutes(1));

    assertThat(stream.finished().orElseThrow().usage().quantities()).hasSize(1);
  }
}
