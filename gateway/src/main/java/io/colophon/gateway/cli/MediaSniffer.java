package io.colophon.gateway.cli;

import com.google.protobuf.ByteString;
import io.colophon.v1.Media;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells media types by the first bytes of files, and names for both. */
final class MediaSniffer {
  private static final long MAX_BYTES = 512L << 20;

  /**
   * A type that begins with known bytes.
   *
   * @param extension of file names; the first of a media type is the one files get
   * @param offset where the bytes stand
   */
  private record Known(String mimeType, String extension, int offset, String bytes) {}

  private static final List<Known> TYPES =
      List.of(
          new Known("image/png", "png", 0, "\u0089PNG\r\n"),
          new Known("image/jpeg", "jpg", 0, "\u00ff\u00d8\u00ff"),
          new Known("image/jpeg", "jpeg", 0, "\u00ff\u00d8\u00ff"),
          new Known("image/webp", "webp", 8, "WEBP"),
          new Known("image/gif", "gif", 0, "GIF8"),
          new Known("audio/wav", "wav", 8, "WAVE"),
          new Known("audio/mpeg", "mp3", 0, "ID3"),
          new Known("audio/mpeg", "mp3", 0, "\u00ff\u00fb"),
          new Known("audio/mpeg", "mp3", 0, "\u00ff\u00f3"),
          new Known("audio/flac", "flac", 0, "fLaC"),
          new Known("audio/ogg", "ogg", 0, "OggS"),
          new Known("audio/midi", "mid", 0, "MThd"),
          new Known("audio/midi", "midi", 0, "MThd"),
          new Known("video/mp4", "mp4", 4, "ftyp"),
          new Known("video/webm", "webm", 0, "\u001aE\u00df\u00a3"));

  private MediaSniffer() {}

  /** The media type told by a file's first bytes; empty for one that is not known. */
  static Optional<String> sniff(byte[] head) {
    String text = new String(head, 0, Math.min(head.length, 16), StandardCharsets.ISO_8859_1);
    return TYPES.stream()
        .filter(type -> text.startsWith(type.bytes(), type.offset()))
        .map(Known::mimeType)
        .findFirst();
  }

  /** The extension for a media type, without the dot; {@code bin} for one that is not known. */
  static String extension(String mimeType) {
    return mimeType.startsWith("text/")
        ? "txt"
        : TYPES.stream()
            .filter(type -> type.mimeType().equals(mimeType))
            .map(Known::extension)
            .findFirst()
            .orElse("bin");
  }

  /** {@code png} as {@code image/png}; what has a slash or is not known stays as it is. */
  static String mimeType(String format) {
    return TYPES.stream()
        .filter(type -> type.extension().equals(format))
        .map(Known::mimeType)
        .findFirst()
        .orElse(format);
  }

  /** Reads a file to send along. */
  static Media read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new CommandFailedException(
          file + " is larger than " + MAX_BYTES + " bytes, too large to be sent");
    }
    byte[] bytes = Files.readAllBytes(file);
    String mimeType =
        sniff(bytes)
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        file + " begins like no image, audio or video file that is known here"));
    return Media.newBuilder().setMimeType(mimeType).setData(ByteString.copyFrom(bytes)).build();
  }
}
