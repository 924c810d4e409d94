package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The places of the file that OpenDML indexes name (OpenDML AVI 1.02, 3.0): an {@code indx} chunk
 * in the header of each stream lists where index chunks are, and these have the place that their
 * entries count from. Where the parts behind the first RIFF move, both move along. The old index
 * {@code idx1} counts within the first RIFF, which stays in place.
 */
final class AviIndex {
  private static final int MAX_ENTRIES = 1 << 18;
  private static final int INDEX_OF_CHUNKS = 1;
  private static final int TYPE = 3;
  private static final int ENTRIES = 4;
  private static final int BASE = 12;
  private static final int FIRST_ENTRY = 24;
  private static final int ENTRY_BYTES = 16;

  private final Source file;
  private final long from;
  private final long delta;

  /** New values of numbers of eight bytes, by their place in the old file. */
  private final TreeMap<Long, Long> changes = new TreeMap<>();

  /**
   * @param from what stands here or behind moves
   * @param delta by so many bytes
   */
  AviIndex(Source file, long from, long delta) {
    this.file = file;
    this.from = from;
    this.delta = delta;
  }

  TreeMap<Long, Long> changes() {
    return changes;
  }

  /** Reads the header list; nothing is done where nothing moves. */
  void read(AviChunk header, Chunks count) throws LabelingException, IOException {
    if (delta == 0) {
      return;
    }
    for (AviChunk stream : header.children(file, count)) {
      if (stream.isList("strl")) {
        for (AviChunk chunk : stream.children(file, count)) {
          if (chunk.is("indx")) {
            index(chunk);
          }
        }
      }
    }
  }

  private void index(AviChunk indx) throws LabelingException, IOException {
    file.require(indx.data(), FIRST_ENTRY);
    if (file.u8(indx.data() + TYPE) == INDEX_OF_CHUNKS) {
      base(indx.data() + BASE, indx.at());
      return;
    }
    long entries = file.u32le(indx.data() + ENTRIES);
    if (entries > MAX_ENTRIES || entries > (indx.end() - indx.data() - FIRST_ENTRY) / ENTRY_BYTES) {
      throw new MalformedMediaException("avi.index", entries + " entries do not fit their chunk");
    }
    for (long i = 0; i < entries; i++) {
      long at = indx.data() + FIRST_ENTRY + i * ENTRY_BYTES;
      long place = i64le(at);
      if (place >= from) {
        changes.put(at, place + delta);
        chunkAt(place);
      }
    }
  }

  private void chunkAt(long place) throws LabelingException, IOException {
    AviChunk chunk = AviChunk.at(file, place, file.size());
    List<String> names = Arrays.asList(chunk.name().substring(0, 2), chunk.name().substring(2));
    if (!names.contains("ix") || chunk.end() - chunk.data() < FIRST_ENTRY) {
      throw new MalformedMediaException("avi.index", "no index chunk at " + place);
    }
    base(chunk.data() + BASE, place);
  }

  private void base(long at, long chunk) throws LabelingException, IOException {
    long base = i64le(at);
    if (base >= from) {
      changes.put(at, base + delta);
    } else if (chunk >= from) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT,
          "an index at " + chunk + " that counts from " + base + ", expected from " + from + " on");
    }
  }

  private long i64le(long at) throws IOException {
    return Long.reverseBytes(file.i64be(at));
  }
}
