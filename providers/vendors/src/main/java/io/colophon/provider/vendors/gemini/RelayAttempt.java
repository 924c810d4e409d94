package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.SseFrame;
import io.colophon.provider.http.SseFrameReader;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.WireFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Text whose request was written in Google's dialect: the body goes as it is, since the model's
 * name stands in the address, and the answer comes back in its own bytes.
 */
final class RelayAttempt implements Attempt {
  private final GeminiHost host;
  private final String model;
  private final WireFrame original;

  RelayAttempt(GeminiHost host, String model, WireFrame original) {
    this.host = host;
    this.model = model;
    this.original = original;
  }

  /**
   * The original, if it is one that can be sent as it is: a stream only to a host that is set to
   * speak event streams.
   */
  static Optional<WireFrame> relayable(
      Optional<WireFrame> original, GeminiConfig.StreamForm stream) {
    return original.filter(
        frame ->
            frame.dialect().equals(Dialects.GEMINI_CONTENT)
                || frame.dialect().equals(Dialects.GEMINI_STREAM)
                    && stream == GeminiConfig.StreamForm.SSE);
  }

  @Override
  public void begin(Output out) {
    ChunkReader reader = new ChunkReader(out, List.of());
    if (original.dialect().equals(Dialects.GEMINI_STREAM)) {
      out.open(
          call("streamGenerateContent?alt=sse").header("accept", "text/event-stream"),
          new SseFrameReader(
              out, TextAttempt.MOST_CHUNK_BYTES, frame -> event(frame, reader, out), reader::end));
      return;
    }
    out.call(
        call("generateContent"),
        TextAttempt.MOST_CHUNK_BYTES,
        answer -> {
          reader.chunk(answer.json(), null);
          reader.relayWhole(new WireFrame(original.dialect(), ByteBuffer.wrap(answer.body())));
          reader.end();
        });
  }

  private void event(SseFrame frame, ChunkReader reader, Output out) {
    if (!frame.isWhole()) {
      if (frame.hasData()) {
        out.fail(FailureKind.UNREACHABLE, "the event stream was cut off within an event");
      }
      return;
    }
    WireFrame bytes = new WireFrame(original.dialect(), frame.bytes());
    if (frame.hasData()) {
      reader.chunk(
          Json.read(
              new String(
                  frame.dataArray(),
                  frame.dataOffset(),
                  frame.dataLength(),
                  StandardCharsets.UTF_8)),
          bytes);
    } else {
      reader.comment(bytes);
    }
  }

  private HttpCall call(String method) {
    return host.post(model, method).body("application/json", original.bytes().duplicate());
  }
}
