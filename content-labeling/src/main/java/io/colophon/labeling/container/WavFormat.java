package io.colophon.labeling.container;

import io.colophon.labeling.container.RiffReader.Chunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * WAV, also of more than 4 GiB. The label is the data of a RIFF chunk {@code AIGC}
 * (TC260-PG-202510A), the C2PA store those of a chunk {@code C2PA}. Labels are found in XMP ({@code
 * _PMX}), in an ID3 tag and among the entries of {@code LIST INFO} as well.
 */
public final class WavFormat implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "wav-chunk";

  static final String XMP_CARRIER = "wav-xmp";
  static final String ID3_CARRIER = "wav-id3";
  static final String INFO_CARRIER = "wav-info";

  static final String CHUNK = "AIGC";
  static final String STORE = "C2PA";

  @Override
  public String mimeType() {
    return "audio/wav";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 8, "WAVE")
        && (Magic.at(head, 0, "RIFF") || Magic.at(head, 0, "RF64") || Magic.at(head, 0, "BW64"));
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    WavChunks chunks = new WavChunks(file);
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      read(file, chunk, labels);
    }
    if (chunks.isTruncated()) {
      throw new MalformedMediaException("file.truncated", "shorter than its header says");
    }
    if (chunks.trailing() > 0) {
      labels.note("file.trailing-data", chunks.trailing() + " bytes after the end");
    }
  }

  /** Hands on what one chunk says. */
  static void read(Source file, Chunk chunk, LabelSink labels) throws IOException {
    switch (chunk.name()) {
      case CHUNK -> text(file, CARRIER, chunk.data(), chunk.length(), labels);
      case STORE -> {
        long end = Math.min(chunk.end(), file.size());
        labels.manifest(
            StorePlace.of(
                new Range(chunk.data(), chunk.length()), new Range(chunk.at(), end - chunk.at())));
      }
      case "_PMX" -> {
        if (chunk.length() > XmpReader.MAX_PACKET) {
          labels.note("xmp.too-large", "packet of " + chunk.length() + " bytes not read");
        } else {
          XmpReader.read(file.bytes(chunk.data(), (int) chunk.length()), XMP_CARRIER, labels);
        }
      }
      case "id3 ", "ID3 " -> {
        if (isId3(file, chunk)) {
          java.util.Optional<Id3Tag> tag = Id3Tag.read(file, chunk.data());
          if (tag.isPresent()) {
            Id3Labels.read(tag.get(), ID3_CARRIER, XMP_CARRIER, labels);
          }
        }
      }
      case "LIST" -> info(file, chunk, labels);
      default -> {}
    }
  }

  /** Whether a chunk holds a tag that ends within it. */
  static boolean isId3(Source file, Chunk chunk) throws IOException {
    return chunk.length() >= Id3Tag.HEADER
        && Id3Tag.isAt(file, chunk.data())
        && Id3Tag.lengthAt(file, chunk.data()) <= chunk.length();
  }

  private static void text(Source file, String carrier, long at, long length, LabelSink labels)
      throws IOException {
    if (length > LabelSink.MAX_LABEL) {
      labels.broken("aigc.too-long", "chunk of " + length + " bytes");
    } else {
      labels.label(carrier, TextBytes.utf8(file.bytes(at, (int) length)));
    }
  }

  private static void info(Source file, Chunk list, LabelSink labels) throws IOException {
    if (list.length() < 4 || !file.fourcc(list.data()).equals("INFO")) {
      return;
    }
    Chunks count = new Chunks();
    for (long at = list.data() + 4; at + 8 <= list.data() + list.length(); ) {
      count.next();
      long length = file.u32le(at + 4);
      if (length > list.data() + list.length() - at - 8) {
        return;
      }
      if (file.fourcc(at).equals(CHUNK)) {
        text(file, INFO_CARRIER, at + 8, length, labels);
      }
      at += 8 + length + (length & 1);
    }
  }

  /** A whole chunk with the label, padded to an even length. */
  static byte[] chunk(String json) {
    return RiffReader.chunk(CHUNK, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Name and length of a chunk. */
  static byte[] header(String name, long length) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(name.getBytes(StandardCharsets.ISO_8859_1))
        .putInt((int) length)
        .array();
  }
}
