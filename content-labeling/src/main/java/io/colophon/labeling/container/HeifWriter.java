package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.HeifItem.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * AVIF and HEIC: the label in the XMP item of the {@code meta} box, its packet in a box of its own
 * at the end; the manifest store in a {@code uuid} box behind {@code ftyp} (C2PA 2.2, A.5). Coded
 * pictures are copied; where they stand is told anew. Image sequences, which have tracks, are
 * refused.
 */
final class HeifWriter implements LabelWriter {
  private static final long MAX_OFFSET = 0xFFFFFFFFL;
  private static final int BOX_HEAD = 8;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("image/avif", "image/heic", "image/heif");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.of(BindingKind.BMFF);
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    List<Mp4Box> boxes = boxes(input, notes);
    HeifMeta meta = HeifMeta.read(input, one(boxes, "meta"));
    requireLists(meta);
    PictureXmp xmp = new PictureXmp(notes);
    TreeMap<Long, byte[]> patches = new TreeMap<>();
    Optional<HeifItem> old = described(input, meta, xmp, patches, notes);
    byte[] packet = xmp.labelled(metadata);
    long id = old.map(HeifItem::id).orElseGet(() -> freeId(meta));
    List<HeifItem> items = new ArrayList<>();
    for (HeifItem item : meta.items()) {
      if (!item.extents().isEmpty() && item.id() != id) {
        items.add(item);
      }
    }
    HeifItem placed = new HeifItem(id, "mime", "", 0, 0, List.of(new Extent(0, 0, packet.length)));
    items.add(placed);
    if (meta.sizes().version() < 2 && (id > 0xFFFF || items.size() > 0xFFFF)) {
      throw new LabelingException(Reason.UNSUPPORTED_VARIANT, "HEIF without a free item number");
    }
    int metaBytes = new HeifMetaEdit(meta, items, id, old.isEmpty()).bytes().length;
    int room = storeBytes > 0 ? Mp4Store.HEADER + storeBytes : 0;
    HeifLayout layout = HeifLayout.of(boxes, meta.box(), metaBytes, room);
    if (layout.end() + BOX_HEAD + packet.length > MAX_OFFSET && meta.sizes().offset() < 8) {
      throw new LabelingException(Reason.TOO_LARGE, "HEIF would be larger than its offsets reach");
    }
    List<HeifItem> moved = new ArrayList<>();
    for (HeifItem item : items) {
      moved.add(
          item == placed
              ? item.at(List.of(new Extent(0, layout.end() + BOX_HEAD, packet.length)))
              : layout.moved(item));
    }
    byte[] newMeta = new HeifMetaEdit(meta, moved, id, old.isEmpty()).bytes();
    Optional<StorePlace> place = Optional.empty();
    for (Mp4Box box : boxes) {
      if (box.type().equals("ftyp")) {
        output.copyUnbound(input, box.at(), box.end() - box.at());
        if (storeBytes > 0) {
          place = Optional.of(Mp4Store.write(storeBytes, output));
        }
      } else if (box.equals(meta.box())) {
        output.bindPosition();
        output.write(newMeta);
      } else {
        output.bindPosition();
        copy(input, box, patches, output);
      }
    }
    output.bindPosition();
    output.write(HeifMetaEdit.box("mdat", packet));
    return new Written(HeifFormat.CARRIER, notes, place);
  }

  /** The boxes of the new file, in order; {@code ftyp} has to be the first. */
  private static List<Mp4Box> boxes(Source input, List<String> notes)
      throws LabelingException, IOException {
    List<Mp4Box> boxes = new ArrayList<>();
    Chunks count = new Chunks();
    for (long at = 0; at < input.size(); ) {
      count.next();
      Mp4Box box = Mp4Box.at(input, at, input.size());
      if (Mp4Store.is(input, box)) {
        Notes.add(notes, Notes.REMOVED_C2PA);
      } else if (box.type().equals("moov") || box.type().equals("moof")) {
        throw new LabelingException(
            Reason.UNSUPPORTED_VARIANT, "HEIF with an image sequence, expected still pictures");
      } else {
        boxes.add(box);
      }
      at = box.end();
    }
    if (boxes.isEmpty() || !boxes.get(0).type().equals("ftyp")) {
      throw new MalformedMediaException("heif.ftyp", "the first box is not ftyp");
    }
    return boxes;
  }

  /** The lists of items and of their places are edited, so both have to be there, once. */
  private static void requireLists(HeifMeta meta) throws MalformedMediaException {
    for (String type : List.of("iinf", "iloc")) {
      long found = meta.children().stream().filter(child -> child.type().equals(type)).count();
      if (found != 1) {
        throw new MalformedMediaException("heif." + type, found + " boxes in meta, expected one");
      }
    }
  }

  private static Mp4Box one(List<Mp4Box> boxes, String type) throws MalformedMediaException {
    List<Mp4Box> found = boxes.stream().filter(box -> box.type().equals(type)).toList();
    if (found.size() != 1) {
      throw new MalformedMediaException("heif." + type, found.size() + " boxes, expected one");
    }
    return found.get(0);
  }

  /**
   * Reads packets and EXIF.
   *
   * @param patches gets what makes old labels unreadable where they stood
   * @return the item of the packet that is to be replaced
   */
  private static Optional<HeifItem> described(
      Source input,
      HeifMeta meta,
      PictureXmp xmp,
      TreeMap<Long, byte[]> patches,
      List<String> notes)
      throws LabelingException, IOException {
    Optional<HeifItem> first = Optional.empty();
    for (HeifItem item : meta.items()) {
      boolean small = meta.length(item) <= XmpReader.MAX_PACKET;
      if (item.isXmp() && first.isEmpty()) {
        first = Optional.of(item);
        if (!small) {
          Notes.add(notes, Notes.REPLACED_XMP);
          continue;
        }
        byte[] packet = meta.data(input, item);
        xmp.found(packet);
        if (XmpReader.labels(packet) > 0) {
          blank(meta, item, patches);
        }
      } else if (item.isXmp() && small && XmpReader.labels(meta.data(input, item)) > 0) {
        throw new LabelingException(
            Reason.UNSUPPORTED_VARIANT, "HEIF with a label in a second XMP item");
      } else if (item.isExif() && small) {
        exif(meta, item, meta.data(input, item), patches, notes);
      }
    }
    return first;
  }

  private static void blank(HeifMeta meta, HeifItem item, TreeMap<Long, byte[]> patches)
      throws MalformedMediaException {
    for (Extent extent : item.extents()) {
      if (item.method() == 0) {
        patches.put(meta.place(item, extent), new byte[(int) extent.length()]);
      }
    }
  }

  private static void exif(
      HeifMeta meta, HeifItem item, byte[] data, TreeMap<Long, byte[]> patches, List<String> notes)
      throws LabelingException, IOException {
    int from = HeifItem.exifStart(data);
    List<ExifLabels.Patch> removal = ExifLabels.removal(TiffBytes.of(data, from));
    if (removal.isEmpty()) {
      return;
    }
    if (item.method() != 0 || item.extents().size() != 1) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT, "HEIF with a label in EXIF that is not in one piece");
    }
    Notes.add(notes, Notes.REPLACED_LABEL);
    ExifLabels.apply(removal, data, from);
    patches.put(meta.place(item, item.extents().get(0)), data);
  }

  private static long freeId(HeifMeta meta) {
    return 1 + meta.items().stream().mapToLong(HeifItem::id).max().orElse(0);
  }

  private static void copy(
      Source input, Mp4Box box, TreeMap<Long, byte[]> patches, LabelOutput output)
      throws IOException {
    long at = box.at();
    if (input.u32be(at) == 0) {
      // A box up to the end of the file: another one follows now.
      output.write(HeifLayout.head(box));
      at += BOX_HEAD;
    }
    for (var patch : patches.subMap(at, box.end()).entrySet()) {
      long end = patch.getKey() + patch.getValue().length;
      if (patch.getKey() < at || end > box.end()) {
        throw new MalformedMediaException("heif.item", "items share bytes at " + patch.getKey());
      }
      output.copy(input, at, patch.getKey() - at);
      output.write(patch.getValue());
      at = end;
    }
    output.copy(input, at, box.end() - at);
  }
}
