package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** WAV. The label is the data of a RIFF chunk {@code AIGC} (TC260-PG-202510A). */
public final class WavFormat implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "wav-chunk";

  static final String CHUNK = "AIGC";

  @Override
  public String mimeType() {
    return "audio/wav";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, "RIFF") && Magic.at(head, 8, "WAVE");
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    RiffReader chunks = new RiffReader(file);
    while (chunks.hasNext()) {
      RiffReader.Chunk chunk = chunks.next();
      if (chunk.name().equals(CHUNK)) {
        if (chunk.length() > LabelSink.MAX_LABEL) {
          labels.broken("aigc.too-long", "chunk of " + chunk.length() + " bytes");
        } else {
          byte[] data = file.bytes(chunk.data(), (int) chunk.length());
          labels.label(CARRIER, TextBytes.utf8(data));
        }
      } else if (chunk.name().equals("C2PA")) {
        labels.note("c2pa.present", "a C2PA manifest, not looked into");
      }
    }
    if (chunks.isTruncated()) {
      throw new MalformedMediaException("file.truncated", "shorter than its header says");
    }
    if (chunks.trailing() > 0) {
      labels.note("file.trailing-data", chunks.trailing() + " bytes after the end");
    }
  }

  /** The bytes of the chunk, padded to an even length. */
  static byte[] chunk(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    return RiffReader.chunk(CHUNK, text);
  }
}
