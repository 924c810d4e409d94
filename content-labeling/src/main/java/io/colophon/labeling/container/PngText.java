package io.colophon.labeling.container;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * What a text chunk of PNG ({@code tEXt}, {@code zTXt}, {@code iTXt}) says, as far as labels are
 * concerned.
 *
 * @param content decoded and inflated; empty for other kinds, and where it cannot be read
 */
record PngText(Kind kind, Optional<byte[]> content) {
  private static final int MAX_KEYWORD = 79;
  private static final PngText NOTHING = new PngText(Kind.OTHER, Optional.empty());

  /** What a chunk is for. */
  enum Kind {
    /** An XMP packet at its standard place. */
    XMP,
    /** The label by itself, as some vendors write it. */
    LABEL,
    /** An XMP packet in hexadecimal, as ImageMagick writes it. */
    RAW_XMP,
    /** EXIF in hexadecimal, as ImageMagick writes it. */
    RAW_EXIF,
    OTHER
  }

  /** Reads a text chunk; one larger than what we read of texts has a kind but no content. */
  static PngText read(Source file, PngFormat.Chunk chunk) throws IOException {
    byte[] start = file.bytes(chunk.data(), Math.min(chunk.length(), MAX_KEYWORD + 1));
    int end = PngFormat.indexOfNul(start, 0);
    Kind kind = end < 0 ? Kind.OTHER : kind(new String(start, 0, end, StandardCharsets.ISO_8859_1));
    if (kind == Kind.OTHER) {
      return NOTHING;
    }
    if (chunk.length() > PngFormat.TEXT_LIMIT) {
      return new PngText(kind, Optional.empty());
    }
    byte[] data = file.bytes(chunk.data(), chunk.length());
    Optional<byte[]> text =
        switch (chunk.type()) {
          case "tEXt" -> Optional.of(Arrays.copyOfRange(data, end + 1, data.length));
          case "zTXt" -> inflated(data, end + 2);
          default -> international(data, end);
        };
    boolean raw = kind == Kind.RAW_XMP || kind == Kind.RAW_EXIF;
    return new PngText(kind, raw ? text.flatMap(PngText::unhexed) : text);
  }

  private static Kind kind(String keyword) {
    return switch (keyword) {
      case PngFormat.XMP_KEYWORD -> Kind.XMP;
      case PngFormat.LABEL_KEYWORD -> Kind.LABEL;
      case "Raw profile type xmp" -> Kind.RAW_XMP;
      case "Raw profile type exif", "Raw profile type APP1" -> Kind.RAW_EXIF;
      default -> Kind.OTHER;
    };
  }

  private static Optional<byte[]> international(byte[] data, int keywordEnd) throws IOException {
    int languageEnd = PngFormat.indexOfNul(data, keywordEnd + 3);
    int translatedEnd = languageEnd < 0 ? -1 : PngFormat.indexOfNul(data, languageEnd + 1);
    if (translatedEnd < 0) {
      return Optional.empty();
    }
    return data[keywordEnd + 1] == 0
        ? Optional.of(Arrays.copyOfRange(data, translatedEnd + 1, data.length))
        : inflated(data, translatedEnd + 1);
  }

  private static Optional<byte[]> inflated(byte[] data, int from) throws IOException {
    if (from > data.length) {
      return Optional.empty();
    }
    ByteArrayInputStream packed = new ByteArrayInputStream(data, from, data.length - from);
    try (InflaterInputStream inflater = new InflaterInputStream(packed)) {
      byte[] plain = inflater.readNBytes(PngFormat.TEXT_LIMIT + 1);
      return plain.length > PngFormat.TEXT_LIMIT ? Optional.empty() : Optional.of(plain);
    } catch (ZipException | EOFException e) {
      return Optional.empty();
    }
  }

  /** A line with a name, a line with a length, then hexadecimal digits in lines. */
  private static Optional<byte[]> unhexed(byte[] text) {
    int at = 0;
    for (int lines = 0; at < text.length && lines < 3; at++) {
      lines += text[at] == '\n' ? 1 : 0;
    }
    byte[] bytes = new byte[(text.length - at) / 2];
    int digits = 0;
    for (; at < text.length; at++) {
      int digit = Character.digit(text[at], 16);
      if (digit >= 0 && digits / 2 < bytes.length) {
        bytes[digits / 2] |= (byte) ((digits & 1) == 0 ? digit << 4 : digit);
        digits++;
      }
    }
    bytes = Arrays.copyOf(bytes, digits / 2);
    int head = JpegFormat.startsWith(bytes, ExifLabels.HEAD) ? ExifLabels.HEAD.length : 0;
    return Optional.of(Arrays.copyOfRange(bytes, head, bytes.length));
  }
}
