package io.colophon.provider.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What shipped adapters send, and how they understand what comes back. */
class ShippedVendorsTest extends ShippedVendorsTrial {
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
