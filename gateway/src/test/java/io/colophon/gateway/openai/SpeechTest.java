package io.colophon.gateway.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Script;
import io.colophon.provider.testkit.UpstreamCall;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Sound in OpenAI's dialect, and what is wrong with any request. */
class SpeechTest extends MediaDoorTest {

  @Test
  void speech_short_isBytesWithTheWholeReceipt() throws Exception {
    RawHttp.Answer answer =
        client
            .post(
                "/v1/audio/speech",
                "{\"model\":\"speak\",\"input\":\"Hello\",\"voice\":\"alloy\",\"response_format\":\"wav\"}")
            .answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("audio/wav");
    assertThat(new String(answer.body(), 0, 4, ISO_8859_1)).isEqualTo("RIFF");
    assertThat(answer.header("x-colophon-label")).isEqualTo("cn+eu");
    assertThat(answer.header("x-colophon-cost")).isEqualTo("unpriced");
  }

  @Test
  void speech_events_addUpToTheFile() throws Exception {
    RawHttp.Answer answer =
        client
            .post(
                "/v1/audio/speech",
                "{\"model\":\"speak\",\"input\":\"Hello\",\"voice\":\"alloy\",\"stream_format\":\"sse\"}")
            .answer();

    ByteArrayOutputStream file = new ByteArrayOutputStream();
    List<JsonNode> events = data(answer.text());
    for (JsonNode event : events.subList(0, events.size() - 1)) {
      assertThat(event.at("/type").asString()).isEqualTo("speech.audio.delta");
      file.writeBytes(Base64.getDecoder().decode(event.at("/audio").asString()));
    }
    assertThat(file.toString(ISO_8859_1)).startsWith("RIFF");
    assertThat(events.get(events.size() - 1).at("/type").asString()).isEqualTo("speech.audio.done");
  }

  @Test
  void speech_formatThatNobodyCanLabel_isRefused() throws Exception {
    RawHttp.Answer answer =
        client
            .post(
                "/v1/audio/speech",
                "{\"model\":\"seen-audio\",\"input\":\"Hi\",\"voice\":\"a\",\"response_format\":\"pcm\"}")
            .answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer.text()).at("/error/code").asString()).isEqualTo("UNSUPPORTED");
    assertThat(json(answer.text()).at("/error/message").asString()).contains("audio/wav");
    assertThat(upstream().calls()).isEmpty();
  }

  @Test
  void speech_callerHangsUp_upstreamIsCancelled() throws Exception {
    upstream().then(Script.start().accept().hang());
    client.post("/v1/audio/speech", "{\"model\":\"seen-audio\",\"input\":\"Hi\",\"voice\":\"a\"}");
    assertThat(upstream().awaitCalls(1, PATIENCE)).isTrue();
    UpstreamCall call = upstream().calls().get(0);

    client.close();

    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    assertThat(call.cancelled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"json", "text", "verbose_json"})
  void transcription_inEachForm_hasTheWords(String format) throws Exception {
    upstream()
        .then(
            Script.start()
                .accept()
                .text("heard it")
                .finish(
                    FinishReason.STOP,
                    Usage.from(Quantity.Source.PROVIDER_FINAL)
                        .with(UsageUnit.INPUT_AUDIO_MILLIS, 1500)
                        .build()));

    RawHttp.Answer answer =
        form(
            "/v1/audio/transcriptions",
            field("model", "seen-audio"),
            field("language", "en"),
            field("prompt", "Names: Ada"),
            field("response_format", format),
            file("file", "a.wav", "application/octet-stream", new byte[] {1, 2, 3}));

    assertThat(answer.status()).isEqualTo(200);
    GenerationRequest.Audio audio = (GenerationRequest.Audio) upstream().calls().get(0).request();
    assertThat(audio.source().orElseThrow().mimeType()).isEqualTo("audio/wav");
    assertThat(audio.language()).hasValue("en");
    assertThat(audio.prompt().userText()).isEqualTo("Names: Ada");
    if (format.equals("text")) {
      assertThat(answer.header("content-type")).startsWith("text/plain");
      assertThat(answer.text()).startsWith("heard it");
    } else {
      JsonNode body = json(answer.text());
      assertThat(body.at("/text").asString()).startsWith("heard it");
      assertThat(body.at("/usage/type").asString()).isEqualTo("duration");
      assertThat(body.at("/usage/seconds").asDouble()).isEqualTo(1.5);
      assertThat(body.at("/duration").asDouble())
          .isEqualTo(format.equals("verbose_json") ? 1.5 : 0);
    }
  }

  @Test
  void transcription_stream_isDeltasAndDone() throws Exception {
    RawHttp.Answer answer =
        form(
            "/v1/audio/transcriptions",
            field("model", "speak"),
            field("stream", "true"),
            file("file", "a.wav", "audio/wav", new byte[] {1, 2, 3}));

    List<JsonNode> events = data(answer.text());
    StringBuilder words = new StringBuilder();
    for (JsonNode event : events.subList(0, events.size() - 1)) {
      assertThat(event.at("/type").asString()).isEqualTo("transcript.text.delta");
      words.append(event.at("/delta").asString());
    }
    JsonNode done = events.get(events.size() - 1);
    assertThat(done.at("/type").asString()).isEqualTo("transcript.text.done");
    assertThat(done.at("/text").asString()).isEqualTo(words.toString()).startsWith("heard it");
  }

  @Test
  void transcription_asSubtitles_isRefusedWithTheReason() throws Exception {
    RawHttp.Answer answer =
        form(
            "/v1/audio/transcriptions",
            field("response_format", "srt"),
            file("file", "a.wav", "audio/wav", new byte[] {1}));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer.text()).at("/error/code").asString()).isEqualTo("UNSUPPORTED");
    assertThat(answer.header("x-should-retry")).isEqualTo("false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/images/generations|{oops|MESSAGE_MALFORMED",
        "/v1/images/generations|{\"model\":\"draw\"}|INVALID_REQUEST",
        "/v1/images/generations|{\"model\":\"draw\",\"prompt\":\"x\",\"n\":0}|INVALID_REQUEST",
        "/v1/images/generations|{\"model\":\"draw\",\"prompt\":\"x\",\"n\":99}|INVALID_REQUEST",
        "/v1/images/generations|{\"model\":\"draw\",\"prompt\":\"x\",\"size\":\"big\"}|INVALID_REQUEST",
        "/v1/images/generations|{\"model\":\"draw\",\"prompt\":\"x\",\"output_format\":\"bmp\"}|INVALID_REQUEST",
        "/v1/images/generations|{\"model\":\"nope\",\"prompt\":\"x\"}|MODEL_NOT_FOUND",
        "/v1/images/edits|{\"model\":\"draw\",\"prompt\":\"x\",\"images\":[{\"file_id\":\"f\"}]}|INVALID_REQUEST",
        "/v1/audio/speech|{\"model\":\"speak\"}|INVALID_REQUEST",
        "/v1/audio/speech|{\"model\":\"speak\",\"input\":\"x\",\"speed\":9}|INVALID_REQUEST",
        "/v1/audio/speech|{\"model\":\"speak\",\"input\":\"x\",\"response_format\":\"midi\"}|INVALID_REQUEST",
        "/v1/videos|{\"model\":\"film\"}|INVALID_REQUEST",
        "/v1/videos|{\"model\":\"film\",\"prompt\":\"x\",\"seconds\":\"soon\"}|INVALID_REQUEST",
        "/v1/videos|{\"model\":\"film\",\"prompt\":\"x\",\"input_reference\":{\"image_url\":\"ftp://x\"}}|INVALID_REQUEST",
        "/v1/videos|{\"model\":\"nope\",\"prompt\":\"x\"}|MODEL_NOT_FOUND",
      })
  void badInput_isToldAndTheConnectionGoesOn(String path, String body, String code)
      throws Exception {
    RawHttp.Answer answer = client.post(path, body).answer();

    assertThat(answer.status()).isBetween(400, 404);
    assertThat(json(answer.text()).at("/error/code").asString()).isEqualTo(code);
    assertThat(get("/v1/videos").status()).isEqualTo(200);
  }

  @Test
  void transcription_withoutARecording_isRefused() throws Exception {
    RawHttp.Answer answer = form("/v1/audio/transcriptions", field("model", "speak"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer.text()).at("/error/param").asString()).isEqualTo("file");
  }
}
