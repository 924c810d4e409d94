package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A box of an ISO base media file (ISO/IEC 14496-12, 4.2).
 *
 * @param type four characters
 * @param at where it begins
 * @param contentsAt first byte after size and type; of a {@code uuid} box the id
 * @param end first byte after it
 */
record BmffBox(String type, long at, long contentsAt, long end) {
  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;

  private static final Set<String> CONTAINERS =
      Set.of(
          "moov", "trak", "edts", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf", "mfra",
          "udta", "sinf", "schi", "iprp", "ipco", "meta");

  /** Bytes in it, header included. */
  long size() {
    return end - at;
  }

  /** Whether boxes may be looked for inside. */
  boolean isContainer() {
    return CONTAINERS.contains(type);
  }

  /** Where the boxes inside begin: {@code meta} has a version before them, but not in QuickTime. */
  long childrenAt(Source file) throws IOException {
    if (!type.equals("meta")) {
      return contentsAt;
    }
    boolean quickTime = end - contentsAt >= HEADER && file.fourcc(contentsAt + 4).equals("hdlr");
    return quickTime ? contentsAt : Math.min(end, contentsAt + Integer.BYTES);
  }

  /**
   * The boxes of a range, in order.
   *
   * @param budget how many boxes may be read in all; taken from
   * @throws StoreException with {@code assertion.bmffHash.mismatch} where they do not fit
   */
  static List<BmffBox> list(Source file, long from, long end, int[] budget)
      throws StoreException, IOException {
    List<BmffBox> boxes = new ArrayList<>();
    for (long at = from; at < end; at = boxes.get(boxes.size() - 1).end()) {
      if (end - at < HEADER) {
        throw broken(at, (end - at) + " bytes left for a box");
      }
      if (--budget[0] < 0) {
        throw broken(at, "too many boxes");
      }
      long size = file.u32be(at);
      long contentsAt = at + HEADER;
      if (size == 1 && end - at >= LONG_HEADER) {
        size = file.i64be(at + HEADER);
        contentsAt = at + LONG_HEADER;
      } else if (size == 0) {
        size = end - at;
      }
      if (size < contentsAt - at || size > end - at) {
        throw broken(at, "a box of " + size + " bytes, expected up to " + (end - at));
      }
      boxes.add(new BmffBox(file.fourcc(at + Integer.BYTES), at, contentsAt, at + size));
    }
    return boxes;
  }

  private static StoreException broken(long at, String what) {
    return new StoreException(StatusCodes.BMFF_HASH_MISMATCH, "file, byte " + at + ": " + what);
  }
}
