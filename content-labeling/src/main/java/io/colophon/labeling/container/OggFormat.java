package io.colophon.labeling.container;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Ogg (RFC 3533) with Vorbis, Opus, FLAC, Speex or Theora. The label is a comment in the second
 * packet of a stream; only the heads of the streams are read, which come before all sound.
 */
public final class OggFormat implements MediaFormat {
  /** Where the label stands. */
  public static final String CARRIER = VorbisComment.CARRIER;

  @Override
  public String mimeType() {
    return "audio/ogg";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, "OggS");
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    heads(file, head -> head.read(labels));
  }

  /** Takes heads of streams. */
  @FunctionalInterface
  interface Heads {
    void head(OggHead head) throws IOException;
  }

  /** Hands on the heads that come before all sound, each when it is complete. */
  static void heads(Source file, Heads heads) throws IOException {
    Map<Long, OggHead> open = new HashMap<>();
    boolean begun = false;
    long at = 0;
    for (Chunks count = new Chunks(); !begun || !open.isEmpty(); count.next()) {
      if (at >= file.size()) {
        throw new MalformedMediaException("file.truncated", "the file ends within a head");
      }
      OggPage page = OggPage.read(file, at);
      OggHead head = page.isFirst() ? OggHead.of(file, page) : open.get(page.serial());
      if (page.isFirst()) {
        if (open.size() == OggHead.MAX_OPEN) {
          throw new MalformedMediaException(
              "ogg.streams", "more than " + OggHead.MAX_OPEN + " heads at once");
        }
        open.put(page.serial(), head);
      } else {
        begun = true;
        if (head != null) {
          head.add(file, page);
        }
      }
      if (head != null && head.isComplete()) {
        heads.head(head);
        open.remove(page.serial());
      }
      at = page.end();
    }
  }
}
