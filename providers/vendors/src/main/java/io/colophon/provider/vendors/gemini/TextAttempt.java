package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.EventStreamReader;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.JsonArrayReader;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Translation;
import java.util.List;

/** Text, built from the request. */
final class TextAttempt implements Attempt {
  /** Pictures come as one chunk, in base64. */
  static final int MOST_CHUNK_BYTES = 64 * 1024 * 1024;

  private final GeminiHost host;
  private final GeminiConfig config;
  private final GenerationRequest.Text request;
  private final List<Translation> translations;

  /**
   * @param translations what is dropped already; more may be added
   */
  TextAttempt(
      GeminiHost host,
      GeminiConfig config,
      GenerationRequest.Text request,
      List<Translation> translations) {
    this.host = host;
    this.config = config;
    this.request = request;
    this.translations = translations;
  }

  @Override
  public void begin(Output out) {
    byte[] body = new TextBody(request, config.thinking(), translations).write();
    ChunkReader reader = new ChunkReader(out, translations);
    String model = request.prompt().model().name();
    switch (config.stream()) {
      case SSE ->
          out.open(
              call(model, "streamGenerateContent?alt=sse", body)
                  .header("accept", "text/event-stream"),
              new EventStreamReader(
                  out,
                  MOST_CHUNK_BYTES,
                  event -> reader.chunk(Json.read(event.data()), null),
                  reader::end));
      case ARRAY ->
          out.open(
              call(model, "streamGenerateContent", body),
              new JsonArrayReader(
                  out,
                  MOST_CHUNK_BYTES,
                  element -> reader.chunk(Json.read(element), null),
                  reader::end));
      case OFF ->
          out.call(
              call(model, "generateContent", body),
              MOST_CHUNK_BYTES,
              answer -> {
                reader.chunk(answer.json(), null);
                reader.end();
              });
    }
  }

  private HttpCall call(String model, String method, byte[] body) {
    return host.post(model, method).json(body);
  }
}
