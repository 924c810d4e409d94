package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.LabelWriter.Written;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One labelled copy of an AVI. Nothing before or in the samples of the first RIFF moves: a list
 * that has to grow goes into room without meaning, or behind the samples, and leaves room without
 * meaning behind. What follows the first RIFF moves, with the indexes that lead there.
 */
final class AviCopy {
  private static final long MAX_RIFF = 0xFFFFFFFFL;
  private static final int MAX_INFO = 1 << 20;
  private static final int PIECE = 1 << 16;

  private final Source file;
  private final LabelOutput output;
  private final int storeBytes;
  private final Chunks count = new Chunks();
  private final List<String> notes = new ArrayList<>();

  /** What takes the place of ranges of the old file; of the same length before the samples. */
  private final TreeMap<Long, Change> changes = new TreeMap<>();

  private final List<Range> free = new ArrayList<>();
  private final ByteArrayOutputStream info = new ByteArrayOutputStream();
  private final ByteArrayOutputStream tail = new ByteArrayOutputStream();

  private record Change(long end, byte[] bytes) {}

  AviCopy(Source file, LabelOutput output, int storeBytes) {
    this.file = file;
    this.output = output;
    this.storeBytes = storeBytes;
  }

  Written write(String json) throws LabelingException, IOException {
    AviChunk riff = AviChunk.at(file, 0, file.size());
    if (!riff.isRiff("AVI ")) {
      throw new MalformedMediaException("avi.riff", "the first bytes are not those of AVI");
    }
    List<AviChunk> chunks = riff.children(file, count);
    int samples = 0;
    while (samples < chunks.size() && !chunks.get(samples).isList("movi")) {
      samples++;
    }
    if (samples == chunks.size()) {
      throw new MalformedMediaException("avi.movi", "no list of samples");
    }
    long end = riff.data();
    for (int i = 0; i < chunks.size(); i++) {
      look(chunks.get(i), i > samples);
      end = chunks.get(i).next();
    }
    put(json, chunks.get(samples).at());
    long gone = changes.values().stream().mapToLong(c -> -c.bytes().length).sum();
    for (Map.Entry<Long, Change> change : changes.entrySet()) {
      gone += change.getValue().end() - change.getKey();
    }
    // A chunk of odd length at the very end may lack its padding.
    int padding = (int) (end & 1);
    int store = storeBytes == 0 ? 0 : 8 + storeBytes;
    long length = end - 8 - gone + padding + tail.size() + store;
    if (length > MAX_RIFF) {
      throw new LabelingException(
          Reason.TOO_LARGE, "a RIFF of " + length + " bytes, expected at most " + MAX_RIFF);
    }
    index(chunks, riff.next(), length + 8 - riff.next());
    output.write(AviChunk.head("RIFF", length, 0).array());
    copy(8, end);
    output.write(new byte[padding]);
    output.write(tail.toByteArray());
    Optional<StorePlace> place = storeBytes == 0 ? Optional.empty() : Optional.of(store());
    copy(riff.next(), file.size());
    output.flush();
    return new Written(AviFormat.CARRIER, notes, place);
  }

  /** Decides what becomes of a chunk. */
  private void look(AviChunk chunk, boolean behind) throws LabelingException, IOException {
    if (chunk.isList("INFO")) {
      info(chunk);
    } else if (chunk.is("C2PA")) {
      Notes.add(notes, Notes.REMOVED_C2PA);
    } else if (chunk.is("AIGC")) {
      Notes.add(notes, Notes.REPLACED_LABEL);
    } else if (chunk.is(AviFormat.XMP) && chunk.end() - chunk.data() <= XmpReader.MAX_PACKET) {
      Mp4Xmp xmp = Mp4Xmp.of(file.bytes(chunk.data(), (int) (chunk.end() - chunk.data())));
      if (!xmp.removeLabels(notes)) {
        return;
      }
      if (xmp.bytes().length > 0) {
        tail.writeBytes(AviChunk.bytes(AviFormat.XMP, xmp.bytes()));
      }
    } else if (!chunk.is("JUNK") || behind) {
      return;
    }
    if (behind) {
      changes.put(chunk.at(), new Change(chunk.next(), new byte[0]));
    } else {
      int last = free.size() - 1;
      boolean joins = last >= 0 && free.get(last).end() == chunk.at();
      long from = joins ? free.remove(last).at() : chunk.at();
      free.add(new Range(from, chunk.next() - from));
      if (!chunk.is("JUNK")) {
        changes.put(chunk.at(), new Change(chunk.next(), junk(chunk.next() - chunk.at())));
      }
    }
  }

  private static byte[] junk(long bytes) throws LabelingException {
    if (bytes > MAX_INFO) {
      throw new LabelingException(
          Reason.TOO_LARGE,
          "a chunk of " + bytes + " bytes before the samples, expected at most " + MAX_INFO);
    }
    return AviChunk.junk((int) bytes);
  }

  /** Takes over what an INFO list says beside a label. */
  private void info(AviChunk list) throws LabelingException, IOException {
    if (list.end() - list.data() > MAX_INFO) {
      throw new LabelingException(
          Reason.TOO_LARGE, "an INFO list of more than " + MAX_INFO + " bytes");
    }
    for (AviChunk entry : list.children(file, count)) {
      if (entry.is("AIGC")) {
        Notes.add(notes, Notes.REPLACED_LABEL);
      } else {
        byte[] content = file.bytes(entry.data(), (int) (entry.end() - entry.data()));
        info.writeBytes(AviChunk.bytes(entry.name(), content));
      }
    }
  }

  /** Finds room for the new list. */
  private void put(String json, long samples) {
    info.writeBytes(AviChunk.bytes("AIGC", json.getBytes(StandardCharsets.UTF_8)));
    byte[] content = info.toByteArray();
    ByteBuffer list = AviChunk.head("LIST", 4L + content.length, 4 + content.length);
    byte[] bytes = list.put("INFO".getBytes(StandardCharsets.ISO_8859_1)).put(content).array();
    for (Range room : free) {
      long left = room.length() - bytes.length;
      if (left == 0 || (left >= 8 && left <= MAX_INFO && room.end() <= samples)) {
        changes.subMap(room.at(), room.end()).clear();
        byte[] filled = Arrays.copyOf(bytes, (int) room.length());
        if (left > 0) {
          byte[] rest = AviChunk.junk((int) left);
          System.arraycopy(rest, 0, filled, bytes.length, rest.length);
        }
        changes.put(room.at(), new Change(room.end(), filled));
        return;
      }
    }
    tail.writeBytes(bytes);
  }

  private void index(List<AviChunk> chunks, long from, long delta)
      throws LabelingException, IOException {
    AviIndex index = new AviIndex(file, from, delta);
    for (AviChunk chunk : chunks) {
      if (chunk.isList("hdrl")) {
        index.read(chunk, count);
      }
    }
    index
        .changes()
        .forEach(
            (at, value) -> {
              ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
              changes.put(at, new Change(at + 8, number.putLong(value).array()));
            });
  }

  private void copy(long from, long end) throws IOException {
    long at = from;
    for (Map.Entry<Long, Change> change : changes.subMap(from, end).entrySet()) {
      output.copy(file, at, change.getKey() - at);
      output.write(change.getValue().bytes());
      at = change.getValue().end();
    }
    output.copy(file, at, end - at);
  }

  private StorePlace store() throws IOException {
    long at = output.position();
    output.writeUnbound(AviChunk.head("C2PA", storeBytes, 0).array());
    for (int left = storeBytes; left > 0; left -= Math.min(left, PIECE)) {
      output.writeUnbound(new byte[Math.min(left, PIECE)]);
    }
    return StorePlace.of(new Range(at + 8, storeBytes), new Range(at, 8L + storeBytes));
  }
}
