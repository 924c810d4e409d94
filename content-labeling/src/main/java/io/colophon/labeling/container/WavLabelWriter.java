package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.RiffReader.Chunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * WAV: the label is a chunk behind all others, the C2PA store the last one (C2PA 2.2, A.3.3). Other
 * chunks stay where they are, byte by byte; those with a label in another form lose it. A file of
 * more than 4 GiB stays one with lengths of 64 bits. Lengths that a stream never filled in are.
 */
final class WavLabelWriter implements LabelWriter {
  private static final long MOST = 0xFFFFFFFEL;
  private static final int MAX_REWRITTEN = 16 << 20;
  private static final String DATA = "data";

  @Override
  public Set<String> mimeTypes() {
    return Set.of("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.of(BindingKind.DATA);
  }

  /** A stretch of the output: bytes of the input, or new ones in their place. */
  private record Part(long at, long length, byte[] bytes) {
    long size() {
      return bytes.length > 0 ? bytes.length : length;
    }
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    WavChunks chunks = new WavChunks(input);
    boolean hasData = false;
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      hasData |= chunk.name().equals(DATA);
      part(input, chunks, chunk, parts, notes);
    }
    if (!hasData) {
      throw new MalformedMediaException("wav.no-data", "no chunk of samples");
    }
    if (chunks.isTruncated()) {
      throw new MalformedMediaException("file.truncated", "shorter than its header says");
    }
    if (chunks.trailing() > 0) {
      Notes.add(notes, Notes.DROPPED_TRAILING_DATA);
    }
    byte[] label = WavFormat.chunk(metadata.label().toJson());
    long room = storeBytes == 0 ? 0 : 8L + storeBytes;
    long lengths = chunks.isLarge() ? lengthsEnd(input) - WavChunks.HEADER : 0;
    long body = 4 + lengths + parts.stream().mapToLong(Part::size).sum() + label.length + room;
    header(input, chunks.isLarge(), body, output);
    for (Part part : parts) {
      if (part.bytes().length > 0) {
        output.write(part.bytes());
      } else {
        output.copy(input, part.at(), part.length());
      }
    }
    output.write(label);
    Optional<StorePlace> place = storeBytes == 0 ? Optional.empty() : store(storeBytes, output);
    output.flush();
    return new Written(WavFormat.CARRIER, notes, place);
  }

  private static Optional<StorePlace> store(int storeBytes, LabelOutput output) throws IOException {
    long at = output.position();
    output.writeUnbound(WavFormat.header(WavFormat.STORE, storeBytes));
    output.writeUnbound(new byte[storeBytes]);
    return Optional.of(
        StorePlace.of(new Range(at + 8, storeBytes), new Range(at, 8L + storeBytes)));
  }

  private static void header(Source input, boolean large, long body, LabelOutput output)
      throws LabelingException, IOException {
    if (!large) {
      if (body > MOST) {
        throw new LabelingException(
            Reason.TOO_LARGE, "WAV of " + body + " bytes with the label, expected below 4 GiB");
      }
      output.write(WavFormat.header("RIFF", body));
    } else {
      output.write(WavFormat.header(input.fourcc(0), WavChunks.UNKNOWN));
    }
    output.write("WAVE".getBytes(StandardCharsets.US_ASCII));
    if (large) {
      output.write(input.bytes(WavChunks.HEADER, 8));
      output.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(body).array());
      long rest = WavChunks.HEADER + 16;
      output.copy(input, rest, lengthsEnd(input) - rest);
    }
  }

  /** Where the chunk of lengths of a large file ends. */
  private static long lengthsEnd(Source input) throws IOException {
    return new Chunk(WavChunks.HEADER, "ds64", input.u32le(WavChunks.HEADER + 4)).end();
  }

  private static void part(
      Source input, WavChunks chunks, Chunk chunk, List<Part> parts, List<String> notes)
      throws LabelingException, IOException {
    if (chunk.at() == WavChunks.HEADER && chunks.isLarge()) {
      return;
    }
    if (chunk.name().equals(DATA)) {
      data(input, chunks, chunk, parts);
      return;
    }
    LabelCount found = new LabelCount();
    WavFormat.read(input, chunk, found);
    if (chunk.name().equals(WavFormat.CHUNK)) {
      Notes.add(notes, Notes.REPLACED_LABEL);
    } else if (chunk.name().equals(WavFormat.STORE)) {
      Notes.add(notes, Notes.REMOVED_C2PA);
    } else if (found.labels() + found.manifests() > 0) {
      byte[] rest = withoutLabel(input, chunk, notes);
      if (rest.length > 0) {
        parts.add(new Part(0, 0, RiffReader.chunk(chunk.name(), rest)));
      }
    } else {
      keep(chunk.at(), chunk.end(), input, parts);
    }
  }

  private static void data(Source input, WavChunks chunks, Chunk data, List<Part> parts)
      throws IOException {
    if (chunks.isLarge() || input.u32le(data.at() + 4) == data.length()) {
      keep(data.at(), data.end(), input, parts);
    } else {
      parts.add(new Part(0, 0, WavFormat.header(DATA, data.length())));
      keep(data.data(), data.end(), input, parts);
    }
  }

  /** Keeps a stretch; a pad byte that is missing at the end of the file is added. */
  private static void keep(long from, long to, Source input, List<Part> parts) {
    long end = Math.min(to, input.size());
    Part last = parts.isEmpty() ? new Part(0, 0, new byte[0]) : parts.get(parts.size() - 1);
    if (last.bytes().length == 0 && last.length() > 0 && last.at() + last.length() == from) {
      parts.set(parts.size() - 1, new Part(last.at(), end - last.at(), new byte[0]));
    } else {
      parts.add(new Part(from, end - from, new byte[0]));
    }
    if (end < to) {
      parts.add(new Part(0, 0, new byte[1]));
    }
  }

  private static byte[] withoutLabel(Source input, Chunk chunk, List<String> notes)
      throws LabelingException, IOException {
    if (chunk.length() > MAX_REWRITTEN) {
      throw new LabelingException(
          Reason.TOO_LARGE,
          "chunk " + chunk.name() + " of " + chunk.length() + " bytes holds a label to be removed");
    }
    byte[] data = input.bytes(chunk.data(), (int) chunk.length());
    switch (chunk.name()) {
      case "_PMX" -> {
        Notes.add(notes, Notes.REPLACED_LABEL);
        Optional<byte[]> rest = SoundXmp.withoutLabel(data);
        if (rest.isEmpty()) {
          Notes.add(notes, Notes.REPLACED_XMP);
        }
        return rest.orElse(new byte[0]);
      }
      case "LIST" -> {
        Notes.add(notes, Notes.REPLACED_LABEL);
        return withoutInfo(data);
      }
      default -> {
        Optional<Id3Tag> tag = Id3Tag.read(input, chunk.data());
        return tag.isEmpty()
            ? new byte[0]
            : Id3Tag.bytes(tag.get().version(), Id3Labels.rest(tag.get(), notes));
      }
    }
  }

  private static byte[] withoutInfo(byte[] list) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer bytes = ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN);
    out.write(list, 0, 4);
    for (int at = 4; at + 8 <= list.length; ) {
      long length = bytes.getInt(at + 4) & 0xFFFFFFFFL;
      int end = (int) Math.min(list.length, at + 8 + length + (length & 1));
      if (!new String(list, at, 4, StandardCharsets.ISO_8859_1).equals(WavFormat.CHUNK)) {
        out.write(list, at, end - at);
      }
      at = end;
    }
    return out.toByteArray();
  }
}
