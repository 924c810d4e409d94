package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the label into an MP4 by copying everything but the {@code moov} box, which is edited in
 * memory. Where boxes move, the chunk offsets in it move with them. Files of any length pass
 * through; only {@code moov} is held.
 */
public final class Mp4Assembly {
  private static final int MAX_MOVIE = 64 << 20;

  private final Source file;
  private final List<Mp4Box> kept = new ArrayList<>();

  private Mp4Assembly(Source file) {
    this.file = file;
  }

  /** Writes the file; {@code notes} gets what was not kept. */
  public static void write(Source file, String json, WritableByteChannel out, List<String> notes)
      throws IOException {
    new Mp4Assembly(file).write(json, out, notes);
  }

  private void write(String json, WritableByteChannel out, List<String> notes) throws IOException {
    Mp4Box movie = layout(notes);
    long length = movie.end() - movie.at();
    if (length > MAX_MOVIE) {
      throw new MalformedMediaException("mp4.moov", "moov box of " + length + " bytes");
    }
    Mp4Tree tree = Mp4Tree.parse(file.bytes(movie.data(), (int) (movie.end() - movie.data())));
    Mp4LabelEdit.apply(tree, json, notes);
    moveOffsets(tree, movie, tree.size() + 8);
    byte[] edited = tree.bytes();
    for (Mp4Box box : kept) {
      if (box == movie) {
        ByteBuffer head = ByteBuffer.allocate(8).putInt(edited.length + 8);
        writeFully(head.put(new byte[] {'m', 'o', 'o', 'v'}).flip(), out);
        writeFully(ByteBuffer.wrap(edited), out);
      } else {
        file.copy(box.at(), box.end() - box.at(), out);
      }
    }
  }

  private Mp4Box layout(List<String> notes) throws IOException {
    Mp4Box movie = null;
    Chunks count = new Chunks();
    for (long at = 0; at < file.size(); ) {
      count.next();
      Mp4Box box = Mp4Box.at(file, at, file.size());
      at = box.end();
      if (box.type().equals("uuid") && file.has(box.data(), Mp4Box.C2PA_UUID)) {
        Notes.add(notes, Notes.REMOVED_C2PA);
        continue;
      }
      if (box.type().equals("moof")) {
        throw new MalformedMediaException(
            "mp4.fragments", "a fragmented film, expected a plain one");
      }
      kept.add(box);
      if (box.type().equals("moov")) {
        if (movie != null) {
          throw new MalformedMediaException("mp4.moov", "two moov boxes");
        }
        movie = box;
      }
    }
    if (movie == null) {
      throw new MalformedMediaException("mp4.moov", "no moov box");
    }
    return movie;
  }

  /** Adds to every chunk offset what the box it points into moves by. */
  private void moveOffsets(Mp4Tree tree, Mp4Box movie, long movieLength) throws IOException {
    long[] deltas = new long[kept.size()];
    long to = 0;
    for (int i = 0; i < deltas.length; i++) {
      Mp4Box box = kept.get(i);
      deltas[i] = to - box.at();
      to += box == movie ? movieLength : box.end() - box.at();
    }
    for (Mp4Tree table : tree.all("stco")) {
      ByteBuffer entries = table.content();
      long count = Integer.toUnsignedLong(entries.getInt(4));
      requireEntries(table, count, 4);
      for (int i = 0; i < count; i++) {
        long offset = Integer.toUnsignedLong(entries.getInt(8 + 4 * i));
        long moved = offset + delta(offset, deltas);
        if (moved < 0 || moved > 0xFFFFFFFFL) {
          throw new MalformedMediaException("mp4.stco", "offset " + moved + " needs co64");
        }
        entries.putInt(8 + 4 * i, (int) moved);
      }
    }
    for (Mp4Tree table : tree.all("co64")) {
      ByteBuffer entries = table.content();
      long count = Integer.toUnsignedLong(entries.getInt(4));
      requireEntries(table, count, 8);
      for (int i = 0; i < count; i++) {
        long offset = entries.getLong(8 + 8 * i);
        entries.putLong(8 + 8 * i, offset + delta(offset, deltas));
      }
    }
  }

  private long delta(long offset, long[] deltas) throws MalformedMediaException {
    for (int i = 0; i < deltas.length; i++) {
      if (offset >= kept.get(i).at() && offset < kept.get(i).end()) {
        return deltas[i];
      }
    }
    if (offset == file.size()) {
      return deltas[deltas.length - 1];
    }
    throw new MalformedMediaException("mp4.offset", "a chunk at " + offset + " is in no box");
  }

  private static void requireEntries(Mp4Tree table, long count, int width)
      throws MalformedMediaException {
    if (8 + count * width > table.content().capacity()) {
      throw new MalformedMediaException("mp4.offset", count + " offsets do not fit their box");
    }
  }

  private static void writeFully(ByteBuffer bytes, WritableByteChannel out) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
