package io.colophon.labeling.container;

import io.colophon.labeling.container.PngFormat.Chunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * PNG, still or animated: the label in the XMP packet of an {@code iTXt} chunk, the manifest store
 * in chunk {@code caBX} (C2PA 2.2, A.3.2), both right behind the header and so before the pixels.
 */
final class PngWriter implements LabelWriter {
  private static final byte[] XMP_HEAD =
      (PngFormat.XMP_KEYWORD + "\0\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1);
  private static final int HEADER_BYTES = 13;
  private static final int CHUNK_BYTES = 12;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("image/png", "image/apng", "image/x-png");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.of(BindingKind.DATA);
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws IOException {
    if (!input.has(0, PngFormat.SIGNATURE)) {
      throw new MalformedMediaException("png.signature", "the first bytes are not those of PNG");
    }
    Chunk header = PngFormat.chunk(input, PngFormat.SIGNATURE.length);
    if (!header.type().equals("IHDR") || header.length() != HEADER_BYTES) {
      throw new MalformedMediaException("png.header", "the first chunk is not IHDR");
    }
    List<String> notes = new ArrayList<>();
    PictureXmp xmp = new PictureXmp(notes);
    PictureSplice rest = rest(input, header.end(), xmp, notes);
    PictureSplice file = new PictureSplice();
    file.copy(0, header.end());
    file.insert(chunk("iTXt", XMP_HEAD, xmp.labelled(metadata)));
    if (storeBytes > 0) {
      byte[] room = chunk("caBX", new byte[0], new byte[storeBytes]);
      file.insert(new PictureSplice.Room(room, List.of(new Range(8, storeBytes))));
    }
    file.insert(rest);
    return new Written(PngFormat.CARRIER, notes, file.write(input, output));
  }

  @Override
  public void fill(FileChannel file, StorePlace place, byte[] store) throws IOException {
    LabelWriter.super.fill(file, place, store);
    CRC32 crc = new CRC32();
    crc.update("caBX".getBytes(StandardCharsets.ISO_8859_1));
    crc.update(store);
    ByteBuffer bytes = ByteBuffer.allocate(4).putInt(0, (int) crc.getValue());
    for (long at = place.pieces().get(0).end(); bytes.hasRemaining(); ) {
      at += file.write(bytes, at);
    }
  }

  private static PictureSplice rest(Source input, long from, PictureXmp xmp, List<String> notes)
      throws IOException {
    PictureSplice rest = new PictureSplice();
    Chunks count = new Chunks();
    for (long at = from; ; ) {
      count.next();
      Chunk chunk = PngFormat.chunk(input, at);
      switch (chunk.type()) {
        case "iTXt", "tEXt", "zTXt" -> text(input, chunk, xmp, notes, rest);
        case "eXIf" -> exif(input, chunk, notes, rest);
        case "caBX" -> Notes.add(notes, Notes.REMOVED_C2PA);
        case "IEND" -> {
          rest.copy(chunk.at(), input.size() - chunk.at());
          return rest;
        }
        default -> rest.copy(chunk.at(), chunk.end() - chunk.at());
      }
      at = chunk.end();
    }
  }

  private static void text(
      Source input, Chunk chunk, PictureXmp xmp, List<String> notes, PictureSplice rest)
      throws IOException {
    PngText text = PngText.read(input, chunk);
    boolean kept =
        switch (text.kind()) {
          case XMP -> {
            text.content().ifPresentOrElse(xmp::found, () -> Notes.add(notes, Notes.REPLACED_XMP));
            yield false;
          }
          case LABEL -> {
            Notes.add(notes, Notes.REPLACED_LABEL);
            yield false;
          }
          case RAW_XMP -> text.content().filter(raw -> XmpReader.labels(raw) > 0).isEmpty();
          case RAW_EXIF ->
              text.content().isEmpty()
                  || ExifLabels.removal(TiffBytes.of(text.content().get(), 0)).isEmpty();
          case OTHER -> true;
        };
    if (kept) {
      rest.copy(chunk.at(), chunk.end() - chunk.at());
    } else if (text.kind() != PngText.Kind.XMP) {
      Notes.add(notes, Notes.REPLACED_LABEL);
    }
  }

  private static void exif(Source input, Chunk chunk, List<String> notes, PictureSplice rest)
      throws IOException {
    List<ExifLabels.Patch> patches =
        ExifLabels.removal(TiffBytes.of(input, chunk.data(), chunk.length()));
    if (patches.isEmpty()) {
      rest.copy(chunk.at(), chunk.end() - chunk.at());
      return;
    }
    Notes.add(notes, Notes.REPLACED_LABEL);
    byte[] data = input.bytes(chunk.data(), chunk.length());
    ExifLabels.apply(patches, data, 0);
    rest.insert(chunk("eXIf", new byte[0], data));
  }

  private static byte[] chunk(String type, byte[] head, byte[] data) {
    int length = head.length + data.length;
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES + length);
    chunk.putInt(length).put(type.getBytes(StandardCharsets.ISO_8859_1)).put(head).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + length);
    return chunk.putInt((int) crc.getValue()).array();
  }
}
