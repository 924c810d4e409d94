package io.colophon.labeling.container;

import java.io.IOException;

/** FLAC (RFC 9639). The label is a comment of the metadata block of type 4. */
public final class FlacFormat implements MediaFormat {
  /** Where the label stands. */
  public static final String CARRIER = VorbisComment.CARRIER;

  private static final int COMMENT = 4;
  private static final int MAX_BLOCK = 1 << 24;

  @Override
  public String mimeType() {
    return "audio/flac";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, "fLaC");
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    Chunks count = new Chunks();
    for (long at = 4; ; ) {
      count.next();
      int kind = file.u8(at);
      int length = (int) (file.u32be(at) & 0xFFFFFF);
      file.require(at + 4, length);
      if ((kind & 0x7F) == COMMENT) {
        if (length > MAX_BLOCK) {
          labels.note("flac.comment-too-large", "comment block of " + length + " bytes not read");
        } else {
          VorbisComment.read(file.bytes(at + 4, length), 0, labels);
        }
      }
      at += 4 + length;
      if ((kind & 0x80) != 0) {
        file.require(at, 2);
        return;
      }
    }
  }
}
