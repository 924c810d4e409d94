package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.HeifItem.Extent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the boxes of a HEIF file go.
 *
 * @param meta the box whose inside is not copied
 * @param moves of all boxes
 * @param end of the last box
 */
record HeifLayout(Mp4Box meta, Mp4Moves moves, long end) {

  /**
   * @param room bytes put in behind {@code ftyp}
   */
  static HeifLayout of(List<Mp4Box> boxes, Mp4Box meta, int metaBytes, int room) {
    long[] from = new long[boxes.size()];
    long[] ends = new long[boxes.size()];
    long[] to = new long[boxes.size()];
    long at = 0;
    for (int i = 0; i < boxes.size(); i++) {
      Mp4Box box = boxes.get(i);
      from[i] = box.at();
      ends[i] = box.end();
      to[i] = at;
      at += box.equals(meta) ? metaBytes : box.end() - box.at();
      at += i == 0 ? room : 0;
    }
    return new HeifLayout(meta, new Mp4Moves(from, ends, to, ends[ends.length - 1], at), at);
  }

  /** An item at its new place. */
  HeifItem moved(HeifItem item) throws LabelingException, MalformedMediaException {
    if (item.reference() != 0 || item.method() != 0) {
      return item;
    }
    List<Extent> places = new ArrayList<>();
    for (Extent extent : item.extents()) {
      if (extent.offset() >= meta.at() && extent.offset() < meta.end()) {
        throw new LabelingException(
            Reason.UNSUPPORTED_VARIANT, "HEIF with an item inside its own description");
      }
      places.add(new Extent(extent.index(), moves.of(extent.offset()), extent.length()));
    }
    return item.at(places);
  }

  /** The head of a box that says how long it is. */
  static byte[] head(Mp4Box box) {
    return ByteBuffer.allocate(8)
        .putInt((int) (box.end() - box.at()))
        .put(box.type().getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }
}
