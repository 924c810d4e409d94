package io.colophon.provider.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Adapter;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shipped adapters send, and how they understand what comes back. */
class ShippedVendorsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
  private static final Part.Media FRAME =
      new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3}));

  private final HttpDouble vendor = HttpDouble.start();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final List<Provider> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Provider::close);
    timers.shutdownNow();
    vendor.close();
  }

  private Provider provider(String adapter, OfferedModel... models) {
    ProviderContext context =
        new ProviderContext(
            Ticker.SYSTEM,
            Clock.fixed(NOW, ZoneOffset.UTC),
            timers,
            Path.of("target"),
            SharedResources.NONE);
    Provider made = AdapterContract.open(adapter, vendor, List.of(models), Map.of(), context);
    open.add(made);
    return made;
  }

  private static CallOptions options() {
    return new CallOptions(
        "gen-1",
        System.nanoTime() + 60_000_000_000L,
        Optional.empty(),
        Optional.of(URI.create("https://gw.example/hook/1")));
  }

  private static CollectingSubscriber run(Provider provider, GenerationRequest request) {
    CollectingSubscriber seen = new CollectingSubscriber();
    provider.generate(request, options()).subscribe(seen);
    seen.requestAll();
    assertThat(seen.awaitEnd(Duration.ofSeconds(60))).isTrue();
    return seen;
  }

  private static List<Translation> translations(CollectingSubscriber seen) {
    return ((GenerationEvent.Accepted) seen.events().get(0)).translations();
  }

  private static Prompt prompt(String model, Map<String, Object> extensions) {
    Prompt plain = Prompt.of(new TargetModel(model), "a red boat");
    return new Prompt(plain.model(), plain.messages(), List.<Adapter>of(), extensions);
  }

  private static GenerationRequest.Video film(
      String model, PixelSize size, int seconds, Optional<Part.Media> frame) {
    return new GenerationRequest.Video(
        prompt(model, Map.of()),
        Optional.of(size),
        Optional.of(Duration.ofSeconds(seconds)),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalLong.of(7),
        frame);
  }

  private static GenerationRequest.Image image(
      String model, Optional<Part.Media> source, Map<String, Object> extensions) {
    return new GenerationRequest.Image(
        prompt(model, extensions),
        Optional.of(new PixelSize(1024, 1024)),
        1,
        Optional.of("image/jpeg"),
        OptionalInt.of(20),
        OptionalDouble.empty(),
        OptionalLong.of(7),
        Optional.of("fog"),
        source,
        Optional.empty(),
        source.isPresent() ? OptionalDouble.of(0.4) : OptionalDouble.empty(),
        List.of());
  }

  // ---- what is sent

  @Test
  void runway_film_isSentAsItsReferenceSays() {
    Doubles.runway(vendor);
    CollectingSubscriber seen =
        run(
            provider("runway", Doubles.model("gen4_turbo", Ability.IMAGE_TO_VIDEO)),
            film("gen4_turbo", new PixelSize(1300, 730), 15, Optional.of(FRAME)));
    Request sent = vendor.requests().get(0);
    assertThat(sent.target()).isEqualTo("/v1/image_to_video");
    assertThat(sent.header("authorization")).isEqualTo("Bearer key-1");
    assertThat(sent.header("x-runway-version")).isEqualTo("2024-11-06");
    assertThat(Json.read(sent.body()))
        .isEqualTo(
            Json.read(
                "{\"model\":\"gen4_turbo\",\"promptText\":\"a red boat\",\"promptImage\":"
                    + "\"data:image/png;base64,AQID\",\"ratio\":\"1280:720\",\"duration\":10,\"seed\":7}"));
    assertThat(translations(seen))
        .containsExactlyInAnyOrder(
            new Translation("video.size", Translation.Change.CLAMPED, "1300x730 -> 1280x720"),
            new Translation("video.duration", Translation.Change.CLAMPED, "15 -> 10"));
    assertThat(seen.events()).contains(new GenerationEvent.Progress(0.4));
    // The address of the result is elsewhere than the API: it gets no key.
    assertThat(vendor.requests().get(vendor.requests().size() - 1).headers())
        .doesNotContainKey("authorization");
  }

  @Test
  void kling_film_isSignedAndLabelled() {
    Doubles.kling(vendor);
    CollectingSubscriber seen =
        run(
            provider("kling", Doubles.model("kling-v2-1", Ability.VIDEO)),
            film("kling-v2-1", new PixelSize(720, 1280), 5, Optional.empty()));
    Request sent = vendor.requests().get(0);
    assertThat(sent.target()).isEqualTo("/v1/videos/text2video");
    String[] token = sent.header("authorization").substring("Bearer ".length()).split("\\.");
    long now = NOW.getEpochSecond();
    assertThat(new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8))
        .isEqualTo("{\"iss\":\"key-1\",\"exp\":" + (now + 1800) + ",\"nbf\":" + (now - 5) + "}");
    assertThat(Json.read(sent.body()))
        .isEqualTo(
            Json.read(
                "{\"model_name\":\"kling-v2-1\",\"prompt\":\"a red"
                    + " boat\",\"mode\":\"std\",\"aspect_ratio\":\"9:16\","
                    + "\"duration\":\"5\",\"watermark_info\":{\"enabled\":true},\"callback_url\":\"https://gw.example/hook/1\"}"));
    assertThat(translations(seen)).extracting(Translation::parameter).contains("video.seed");
    assertThat(seen.finished().orElseThrow().usage().value(UsageUnit.VIDEO_MILLIS)).hasValue(5100);
  }

  @Test
  void stability_picture_isAForm() {
    Doubles.stability(vendor);
    CollectingSubscriber seen =
        run(
            provider("stability", Doubles.model("sd3", Ability.IMAGE, Ability.IMAGE_TO_IMAGE)),
            image("sd3", Optional.of(FRAME), Map.of()));
    Request sent = vendor.requests().get(0);
    assertThat(sent.target()).isEqualTo("/v2beta/stable-image/generate/sd3");
    assertThat(sent.header("accept")).isEqualTo("image/*");
    assertThat(sent.header("content-type")).startsWith("multipart/form-data; boundary=\"colophon-");
    assertThat(sent.text())
        .contains("name=\"prompt\"\r\n\r\na red boat\r\n")
        .contains(
            "name=\"image\"; filename=\"image.png\"\r\n"
                + "content-type: image/png\r\n\r\n"
                + "\u0001\u0002\u0003\r\n")
        .contains("name=\"strength\"\r\n\r\n0.4\r\n")
        .contains("name=\"negative_prompt\"\r\n\r\nfog\r\n")
        .contains("name=\"output_format\"\r\n\r\njpeg\r\n");
    assertThat(translations(seen))
        .extracting(Translation::parameter)
        .containsExactlyInAnyOrder("image.steps", "image.size");
    assertThat(seen.media(0)).isEqualTo(Doubles.PNG);
  }

  @Test
  void stability_withheldOutput_isFinishedAsFiltered() {
    vendor.on(
        "POST",
        "/v2beta/*",
        Answer.bytes("image/png", Doubles.PNG).header("finish-reason", "CONTENT_FILTERED"));
    CollectingSubscriber seen =
        run(
            provider("stability", Doubles.model("core", Ability.IMAGE)),
            image("core", Optional.empty(), Map.of()));
    assertThat(seen.finished().orElseThrow().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
  }

  @Test
  void seedream_picture_hasItsLabelAndUsage() {
    Doubles.seedream(vendor);
    CollectingSubscriber seen =
        run(
            provider("seedream", Doubles.model("seedream-4", Ability.IMAGE)),
            image("seedream-4", Optional.empty(), Map.of("colour", "red")));
    assertThat(Json.read(vendor.requests().get(0).body()))
        .isEqualTo(
            Json.read(
                "{\"model\":\"seedream-4\",\"prompt\":\"a red"
                    + " boat\",\"size\":\"1024x1024\",\"seed\":7,"
                    + "\"response_format\":\"b64_json\",\"watermark\":true}"));
    assertThat(((GenerationEvent.Accepted) seen.events().get(0)).model().orElseThrow().name())
        .isEqualTo("doubao-seedream-4-0-250828");
    assertThat(seen.finished().orElseThrow().usage().value(UsageUnit.IMAGES)).hasValue(1);
    assertThat(translations(seen))
        .extracting(Translation::parameter)
        .contains("extensions.colour", "image.format");
  }

  @Test
  void elevenLabs_speech_namesVoiceAndFormat() {
    Doubles.elevenLabs(vendor);
    GenerationRequest.Audio plain =
        GenerationRequest.Audio.of(
            prompt("eleven_v3", Map.of("stability", 0.5)), GenerationRequest.AudioKind.SPEECH);
    CollectingSubscriber seen =
        run(
            provider("elevenlabs", Doubles.model("eleven_v3", Ability.SPEECH)),
            new GenerationRequest.Audio(
                plain.prompt(),
                plain.kind(),
                Optional.of("a b/../c"),
                Optional.of("audio/flac"),
                OptionalDouble.of(2),
                Optional.empty(),
                Optional.of("de"),
                OptionalLong.empty(),
                Optional.empty()));
    Request sent = vendor.requests().get(0);
    assertThat(sent.target())
        .isEqualTo("/v1/text-to-speech/a%20b%2F..%2Fc/stream?output_format=mp3_44100_128");
    assertThat(sent.header("xi-api-key")).isEqualTo("key-1");
    assertThat(Json.read(sent.body()))
        .isEqualTo(
            Json.read(
                "{\"text\":\"a red boat\",\"model_id\":\"eleven_v3\",\"language_code\":\"de\","
                    + "\"voice_settings\":{\"speed\":1.2,\"stability\":0.5}}"));
    assertThat(translations(seen))
        .containsExactlyInAnyOrder(
            new Translation("audio.speed", Translation.Change.CLAMPED, "2 -> 1.2"),
            new Translation(
                "audio.format",
                Translation.Change.DROPPED,
                "the target takes audio/mpeg, audio/opus, audio/pcm"));
    assertThat(seen.media(0)).hasSize(5000);
    assertThat(seen.finished().orElseThrow().usage().value(UsageUnit.INPUT_CHARACTERS))
        .hasValue(13);
  }

  @Test
  void chat_stream_isReadWithUsage() {
    Doubles.chat(vendor);
    CollectingSubscriber seen =
        run(
            provider("jiutian", Doubles.model("lan", Ability.TEXT)),
            GenerationRequest.Text.of(prompt("lan", Map.of())));
    assertThat(seen.text()).isEqualTo("About 310 米");
    assertThat(seen.finished().orElseThrow().usage().value(UsageUnit.INPUT_TOKENS)).hasValue(9);
    assertThat(Json.read(vendor.requests().get(0).body()))
        .isEqualTo(
            Json.read(
                "{\"model\":\"lan\",\"messages\":[{\"role\":\"user\",\"content\":\"a red boat\"}],"
                    + "\"stream\":true,\"stream_options\":{\"include_usage\":true}}"));
  }

  // ---- what goes wrong

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}|UNREACHABLE",
        "data: {\"error\":{\"code\":\"content_filter\",\"message\":\"no\"}}|CONTENT_REFUSED",
        "data: {\"error\":{\"message\":\"boom\"}}|INTERNAL",
        "data: {nonsense|MALFORMED_ANSWER",
      })
  void chat_oddStreams_failWell(String stream, FailureKind kind) {
    vendor.on("POST", "/chat/completions", Answer.events(stream + "\n\n"));
    assertThat(
            failure(
                    run(
                        provider("jiutian", Doubles.model("lan", Ability.TEXT)),
                        GenerationRequest.Text.of(prompt("lan", Map.of()))))
                .kind())
        .isEqualTo(kind);
  }

  private static ProviderException failure(CollectingSubscriber seen) {
    return (ProviderException)
        seen.failure().orElseThrow(() -> new AssertionError("no failure: " + seen.events()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runway|400|{\"error\":\"You do not have enough credits to run this"
            + " task.\"}|ACCOUNT_EXHAUSTED",
        "runway|429|{\"error\":\"slow down\"}|RATE_LIMITED",
        "runway|401|{\"error\":\"API key not found\"}|CREDENTIAL_REJECTED",
        "kling|401|{\"code\":1002,\"message\":\"access key not found\"}|CREDENTIAL_REJECTED",
        "kling|429|{\"code\":1102,\"message\":\"Account balance not enough\"}|ACCOUNT_EXHAUSTED",
        "kling|400|{\"code\":1301,\"message\":\"Failure to pass the risk control"
            + " system\"}|CONTENT_REFUSED",
        "kling|200|{\"code\":1303,\"message\":\"parallel task over resource pack"
            + " limit\"}|RATE_LIMITED",
        "kling|200|{\"code\":1203,\"message\":\"model is not supported\"}|MODEL_UNAVAILABLE",
        "kling|502|<html>bad gateway</html>|OVERLOADED",
        "runway|200|{\"id\":\"\"}|MALFORMED_ANSWER",
        "runway|200|<html>|MALFORMED_ANSWER",
      })
  void film_refused_isUnderstood(String adapter, int status, String body, FailureKind kind) {
    vendor.on("POST", "/v1/*", Answer.json(status, body));
    CollectingSubscriber seen =
        run(
            provider(adapter, Doubles.model("m", Ability.VIDEO)),
            film("m", new PixelSize(1280, 720), 5, Optional.empty()));
    assertThat(failure(seen).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\":\"FAILED\",\"failure\":\"moderated\",\"failureCode\":\"SAFETY.INPUT.TEXT\"}|CONTENT_REFUSED",
        "{\"status\":\"FAILED\",\"failure\":\"broke\",\"failureCode\":\"INTERNAL.BAD_OUTPUT.CODE01\"}|INTERNAL",
        "{\"status\":\"CANCELLED\"}|INTERNAL",
        "{\"status\":\"SUCCEEDED\",\"output\":[]}|MALFORMED_ANSWER",
        "{\"status\":\"SUCCEEDED\",\"output\":[\"file:///etc/passwd\"]}|MALFORMED_ANSWER",
        "{\"status\":\"SUCCEEDED\",\"output\":[\"http://169.254.169.254/latest\"]}|MALFORMED_ANSWER",
      })
  void runway_jobThatFails_isUnderstood(String state, FailureKind kind) {
    vendor
        .on("POST", "/v1/*", Answer.json("{\"id\":\"t\"}"))
        .on("GET", "/v1/tasks/t", Answer.json(state));
    CollectingSubscriber seen =
        run(
            provider("runway", Doubles.model("m", Ability.VIDEO)),
            film("m", new PixelSize(1280, 720), 5, Optional.empty()));
    assertThat(failure(seen).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stability|403|{\"id\":\"1\",\"name\":\"content_moderation\",\"errors\":[\"flagged\"]}|CONTENT_REFUSED",
        "stability|400|{\"id\":\"1\",\"name\":\"bad_request\",\"errors\":[\"prompt:"
            + " required\"]}|INVALID_REQUEST",
        "stability|402|{\"id\":\"1\",\"name\":\"payment_required\",\"errors\":[\"no"
            + " credits\"]}|ACCOUNT_EXHAUSTED",
        "seedream|400|{\"error\":{\"code\":\"InputTextSensitiveContentDetected\",\"message\":\"x\"}}|CONTENT_REFUSED",
        "seedream|403|{\"error\":{\"code\":\"AccountOverdueError\",\"message\":\"x\"}}|ACCOUNT_EXHAUSTED",
        "seedream|429|{\"error\":{\"code\":\"RateLimitExceeded.EndpointRPMExceeded\",\"message\":\"x\"}}|RATE_LIMITED",
        "seedream|404|{\"error\":{\"code\":\"InvalidEndpointOrModel.NotFound\",\"message\":\"x\"}}|MODEL_UNAVAILABLE",
        "seedream|200|{\"data\":[{\"error\":{\"code\":\"x\"}}]}|MALFORMED_ANSWER",
        "seedream|200|{\"data\":[{\"b64_json\":\"not base64!\"}]}|MALFORMED_ANSWER",
        "a1111|500|{\"error\":\"OutOfMemoryError\",\"detail\":\"\",\"errors\":\"CUDA out of"
            + " memory\"}|OVERLOADED",
        "a1111|404|{\"detail\":\"Not Found\"}|MODEL_UNAVAILABLE",
      })
  void picture_refused_isUnderstood(String adapter, int status, String body, FailureKind kind) {
    vendor.on("POST", "*", Answer.json(status, body));
    CollectingSubscriber seen =
        run(
            provider(adapter, Doubles.model("m", Ability.IMAGE)),
            image("m", Optional.empty(), Map.of()));
    assertThat(failure(seen).kind()).isEqualTo(kind);
  }

  @Test
  void elevenLabs_quota_isNotACredential() {
    vendor.on(
        "POST",
        "*",
        Answer.json(
            401,
            "{\"detail\":{\"status\":\"quota_exceeded\",\"message\":\"0 credits remaining\"}}"));
    ProviderException failure =
        failure(
            run(
                provider("elevenlabs", Doubles.model("m", Ability.SOUND)),
                GenerationRequest.Audio.of(
                    prompt("m", Map.of()), GenerationRequest.AudioKind.SOUND)));
    assertThat(failure.kind()).isEqualTo(FailureKind.ACCOUNT_EXHAUSTED);
    assertThat(failure).hasMessageContaining("0 credits remaining");
  }

  @Test
  void resume_takesTheJobUpAgain() {
    Doubles.runway(vendor);
    Provider provider = provider("runway", Doubles.model("m", Ability.VIDEO));
    CollectingSubscriber seen = new CollectingSubscriber();
    provider
        .resume(film("m", new PixelSize(1280, 720), 4, Optional.empty()), "old-task", options())
        .subscribe(seen);
    seen.requestAll();
    assertThat(seen.awaitEnd(Duration.ofSeconds(60))).isTrue();
    assertThat(seen.failure()).isEmpty();
    assertThat(vendor.requests().get(0).target()).isEqualTo("/v1/tasks/old-task");
    assertThat(vendor.requests()).extracting(Request::method).doesNotContain("POST");
  }
}
