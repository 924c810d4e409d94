package io.colophon.labeling.container;

import java.nio.charset.StandardCharsets;

/** The comment block of Vorbis I, as FLAC, Ogg Vorbis and Opus carry it. */
final class VorbisComment {
  /** Where we write. */
  static final String CARRIER = "vorbis-comment";

  private static final int MAX_COMMENTS = 20_000;

  private VorbisComment() {}

  /** Reads the block from {@code at}; a comment that does not fit breaks it. */
  static void read(byte[] block, int at, LabelSink labels) throws MalformedMediaException {
    long position = at + 4 + length(block, at);
    long count = length(block, position);
    position += 4;
    for (long i = 0; i < count; i++) {
      if (i == MAX_COMMENTS) {
        throw new MalformedMediaException("vorbis.comment", "more than " + MAX_COMMENTS);
      }
      long length = length(block, position);
      position += 4;
      if (position + length > block.length) {
        throw new MalformedMediaException(
            "vorbis.comment", "comment of " + length + " bytes in a block of " + block.length);
      }
      comment(new String(block, (int) position, (int) length, StandardCharsets.UTF_8), labels);
      position += length;
    }
  }

  private static void comment(String comment, LabelSink labels) {
    int equals = comment.indexOf('=');
    if (equals == 4 && comment.substring(0, 4).equalsIgnoreCase("AIGC")) {
      labels.label(CARRIER, comment.substring(5));
    }
  }

  private static long length(byte[] block, long at) throws MalformedMediaException {
    if (at < 0 || at + 4 > block.length) {
      throw new MalformedMediaException("vorbis.comment", "block ends inside a length");
    }
    int i = (int) at;
    return (block[i] & 0xFFL)
        | (block[i + 1] & 0xFFL) << 8
        | (block[i + 2] & 0xFFL) << 16
        | (block[i + 3] & 0xFFL) << 24;
  }
}
