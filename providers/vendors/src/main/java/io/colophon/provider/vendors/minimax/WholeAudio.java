package io.colophon.provider.vendors.minimax;

import io.colophon.provider.http.MediaText;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.vendors.pieces.Results;
import java.net.URI;
import java.util.List;

/**
 * Audio of an answer in one piece. A link is asked for, so that long recordings pass through piece
 * by piece; it holds for 24 hours. Hosts that do not know the wish answer with hexadecimal digits.
 */
final class WholeAudio {
  private WholeAudio() {}

  /** Puts out the audio and ends the stream. */
  static void deliver(Output out, URI baseUrl, String audio, AudioFormat format, Usage usage) {
    if (audio.isEmpty()) {
      out.fail(FailureKind.MALFORMED_ANSWER, "the answer has no audio");
    } else if (audio.startsWith("http:") || audio.startsWith("https:")) {
      Results.fetch(out, baseUrl, List.of(audio), format.mimeType(), usage);
    } else {
      out.emit(
          new GenerationEvent.MediaChunk(0, format.mimeType(), MediaText.fromHex(audio), true));
      out.finish(FinishReason.STOP, usage);
    }
  }
}
