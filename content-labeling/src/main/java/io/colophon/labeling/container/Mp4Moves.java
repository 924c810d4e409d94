package io.colophon.labeling.container;

import java.util.Arrays;

/** Where the bytes of a file go when boxes grow, shrink or disappear: the order of boxes stays. */
final class Mp4Moves {
  private final long[] from;
  private final long[] end;
  private final long[] to;
  private final long fileEnd;
  private final long newEnd;

  /**
   * @param from where each kept box began, ascending
   * @param end where it ended
   * @param to where it will begin
   * @param fileEnd bytes in the old file
   * @param newEnd bytes in the new one
   */
  Mp4Moves(long[] from, long[] end, long[] to, long fileEnd, long newEnd) {
    this.from = from;
    this.end = end;
    this.to = to;
    this.fileEnd = fileEnd;
    this.newEnd = newEnd;
  }

  /**
   * The new place of a byte.
   *
   * @throws MalformedMediaException if it stands in none of the boxes that are kept
   */
  long of(long offset) throws MalformedMediaException {
    int box = boxOf(offset);
    if (box >= 0 && offset < end[box]) {
      return to[box] + offset - from[box];
    }
    if (offset == fileEnd) {
      return newEnd;
    }
    throw new MalformedMediaException("mp4.offset", "a chunk at " + offset + " is in no box");
  }

  /** The new place of a boundary between boxes; where a box is gone, that of the next. */
  long boundary(long offset) throws MalformedMediaException {
    int box = boxOf(offset);
    if (box >= 0 && offset < end[box]) {
      return to[box] + offset - from[box];
    }
    if (box + 1 < from.length && offset >= 0) {
      return to[box + 1];
    }
    if (offset >= 0 && offset <= fileEnd) {
      return newEnd;
    }
    throw new MalformedMediaException("mp4.offset", offset + " is beyond the file");
  }

  private int boxOf(long offset) {
    int found = Arrays.binarySearch(from, offset);
    return found >= 0 ? found : -found - 2;
  }
}
