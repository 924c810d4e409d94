package io.colophon.gateway.fetch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Tells what a file is by its first bytes. What its sender calls it is not asked: a name can lie,
 * and a page of words under the name of a picture is no picture. Signatures are those of the
 * formats' own specifications.
 */
final class FileSignature {
  private static final int HEAD = 32;

  /** Bytes, written as ISO 8859-1, that stand at a place in the files of a media type. */
  private record Known(String mimeType, int offset, String bytes) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("image/png", 0, "\u0089PNG\r\n\u001a\n"),
          new Known("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
          new Known("image/gif", 0, "GIF87a"),
          new Known("image/gif", 0, "GIF89a"),
          new Known("image/webp", 8, "WEBP"),
          new Known("image/tiff", 0, "II*\0"),
          new Known("image/tiff", 0, "MM\0*"),
          new Known("image/avif", 4, "ftypavif"),
          new Known("image/heic", 4, "ftypheic"),
          new Known("image/heic", 4, "ftypheix"),
          new Known("image/heif", 4, "ftypmif1"),
          new Known("audio/wav", 8, "WAVE"),
          new Known("audio/flac", 0, "fLaC"),
          new Known("audio/ogg", 0, "OggS"),
          new Known("audio/mpeg", 0, "ID3"),
          new Known("audio/mpeg", 0, "\u00ff\u00fb"),
          new Known("audio/mpeg", 0, "\u00ff\u00f3"),
          new Known("audio/mpeg", 0, "\u00ff\u00f2"),
          new Known("audio/mpeg", 0, "\u00ff\u00fa"),
          new Known("audio/aac", 0, "\u00ff\u00f1"),
          new Known("audio/aac", 0, "\u00ff\u00f9"),
          new Known("audio/mp4", 4, "ftypM4A "),
          new Known("audio/aiff", 8, "AIFF"),
          new Known("video/quicktime", 4, "ftypqt  "),
          new Known("video/mp4", 4, "ftyp"),
          new Known("video/webm", 0, "\u001aE\u00df\u00a3"),
          new Known("video/x-msvideo", 8, "AVI "),
          new Known("application/pdf", 0, "%PDF-"));

  private FileSignature() {}

  /** The media type; empty for a file that begins like none that is known here. */
  static Optional<String> mimeTypeOf(ByteBuffer file) {
    ByteBuffer head = file.slice();
    head.limit(Math.min(HEAD, head.limit()));
    String text = StandardCharsets.ISO_8859_1.decode(head).toString();
    for (Known known : KNOWN) {
      if (text.startsWith(known.bytes(), known.offset())) {
        return Optional.of(known.mimeType());
      }
    }
    return Optional.empty();
  }
}
