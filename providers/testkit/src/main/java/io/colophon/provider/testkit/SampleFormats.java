package io.colophon.provider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.GenerationEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** First bytes by which files of a format are known. */
final class SampleFormats {

  /** Signature and where it stands in the file. */
  private record Signature(int offset, String latin1) {}

  private static final Map<String, Signature> SIGNATURES =
      Map.ofEntries(
          Map.entry("image/png", new Signature(0, "\u0089PNG\r\n\u001a\n")),
          Map.entry("image/jpeg", new Signature(0, "\u00ff\u00d8\u00ff")),
          Map.entry("image/webp", new Signature(8, "WEBP")),
          Map.entry("image/gif", new Signature(0, "GIF8")),
          Map.entry("audio/wav", new Signature(8, "WAVE")),
          Map.entry("audio/ogg", new Signature(0, "OggS")),
          Map.entry("audio/flac", new Signature(0, "fLaC")),
          Map.entry("audio/midi", new Signature(0, "MThd")),
          Map.entry("video/mp4", new Signature(4, "ftyp")),
          Map.entry("video/webm", new Signature(0, "\u001a\u0045\u00df\u00a3")));

  private SampleFormats() {}

  /** Every output whose format is known here begins as its mime type says. */
  static void check(CollectingSubscriber stream) {
    for (GenerationEvent event : stream.events()) {
      if (event instanceof GenerationEvent.MediaChunk chunk && chunk.last()) {
        Signature signature = SIGNATURES.get(chunk.mimeType());
        if (signature != null) {
          byte[] file = stream.media(chunk.index());
          int end = signature.offset() + signature.latin1().length();
          assertThat(file.length).as("bytes of output %s", chunk.index()).isGreaterThan(end);
          assertThat(
                  new String(
                      file,
                      signature.offset(),
                      signature.latin1().length(),
                      StandardCharsets.ISO_8859_1))
              .as("first bytes of %s", chunk.mimeType())
              .isEqualTo(signature.latin1());
        }
      }
    }
  }
}
