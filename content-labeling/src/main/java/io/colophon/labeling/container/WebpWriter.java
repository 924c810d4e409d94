package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.RiffReader.Chunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * WebP (RFC 9649), still or animated: the label in chunk {@code XMP }, the manifest store in chunk
 * {@code C2PA}, the last one (C2PA 2.2, A.3.6). A file in the simple form gets the extended one.
 */
final class WebpWriter implements LabelWriter {
  private static final long MAX_RIFF = 0xFFFFFFFEL;
  private static final int EXTENDED_BYTES = 10;
  private static final int MAX_EXIF = 16 << 20;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("image/webp");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.of(BindingKind.DATA);
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    if (!new WebpFormat().recognises(input.head(MediaFormat.HEAD_BYTES))) {
      throw new MalformedMediaException("webp.signature", "the first bytes are not those of WebP");
    }
    List<String> notes = new ArrayList<>();
    PictureXmp xmp = new PictureXmp(notes);
    WebpAssembly.Header header = WebpAssembly.header(input);
    PictureSplice body = new PictureSplice();
    Optional<byte[]> extended = Optional.empty();
    RiffReader chunks = new RiffReader(input);
    if (chunks.isTruncated()) {
      throw new MalformedMediaException("file.truncated", "shorter than its header says");
    }
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      switch (chunk.name()) {
        case "VP8X" -> {
          if (chunk.length() < EXTENDED_BYTES) {
            throw new MalformedMediaException("webp.header", "VP8X of " + chunk.length());
          }
          extended = Optional.of(input.bytes(chunk.data(), EXTENDED_BYTES));
        }
        case "XMP " -> xmp.found(input, chunk.data(), chunk.length());
        case "C2PA" -> Notes.add(notes, Notes.REMOVED_C2PA);
        case "EXIF" -> exif(input, chunk, body, notes);
        default -> copy(input, chunk, body);
      }
    }
    byte[] flags = extended.orElseGet(() -> WebpAssembly.extended(header));
    flags[0] |= (byte) WebpAssembly.XMP;
    PictureSplice file = new PictureSplice();
    PictureSplice all = new PictureSplice();
    all.insert(RiffReader.chunk("VP8X", flags));
    all.insert(body);
    all.insert(RiffReader.chunk("XMP ", xmp.labelled(metadata)));
    if (storeBytes > 0) {
      byte[] room = RiffReader.chunk("C2PA", new byte[storeBytes]);
      all.insert(new PictureSplice.Room(room, List.of(new Range(8, storeBytes))));
    }
    if (all.length() + 4 > MAX_RIFF) {
      throw new LabelingException(Reason.TOO_LARGE, "WebP would be larger than RIFF can tell");
    }
    ByteBuffer head = ByteBuffer.allocate(RiffReader.HEADER).order(ByteOrder.LITTLE_ENDIAN);
    head.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt((int) (all.length() + 4));
    file.insert(head.put("WEBP".getBytes(StandardCharsets.ISO_8859_1)).array());
    file.insert(all);
    file.copy(input.size() - chunks.trailing(), chunks.trailing());
    return new Written(WebpFormat.CARRIER, notes, file.write(input, output));
  }

  private static void exif(Source input, Chunk chunk, PictureSplice body, List<String> notes)
      throws IOException {
    int head = WebpFormat.exifHead(input, chunk);
    List<ExifLabels.Patch> patches =
        ExifLabels.removal(TiffBytes.of(input, chunk.data() + head, chunk.length() - head));
    if (patches.isEmpty()) {
      copy(input, chunk, body);
      return;
    }
    Notes.add(notes, Notes.REPLACED_LABEL);
    if (chunk.length() <= MAX_EXIF) {
      byte[] data = input.bytes(chunk.data(), (int) chunk.length());
      ExifLabels.apply(patches, data, head);
      body.insert(RiffReader.chunk("EXIF", data));
    }
  }

  private static void copy(Source input, Chunk chunk, PictureSplice body) throws IOException {
    body.copy(chunk.at(), Math.min(chunk.end(), input.size()) - chunk.at());
    if (chunk.end() > input.size()) {
      body.insert(new byte[1]);
    }
  }
}
