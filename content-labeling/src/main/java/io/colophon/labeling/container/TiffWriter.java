package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.TiffDirectory.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * TIFF and BigTIFF: the label in tag 0x02BC, the manifest store in tag 0xCD41 of the first
 * directory. Nothing that the file points at moves: a new first directory and the new values go to
 * the end, and the header points there.
 */
final class TiffWriter implements LabelWriter {
  private static final int UNDEFINED = 7;
  private static final long MAX_CLASSIC = 0xFFFFFFFFL;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("image/tiff", "image/tif", "image/x-tiff");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.of(BindingKind.DATA);
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    TiffBytes bytes = TiffBytes.of(input);
    TiffLayout layout = TiffLayout.of(bytes);
    List<TiffDirectory> pages = TiffFormat.directories(bytes, layout);
    List<String> notes = new ArrayList<>();
    TiffEdit edit = new TiffEdit(input, layout);
    PictureXmp xmp = new PictureXmp(notes);
    for (ExifLabels.Patch patch : ExifLabels.textRemoval(bytes)) {
      Notes.add(notes, Notes.REPLACED_LABEL);
      edit.patch(patch);
    }
    for (TiffDirectory page : pages) {
      Set<Entry> gone = takeOut(input, page, page == pages.get(0), edit, xmp, notes);
      if (page != pages.get(0)) {
        edit.remove(page, gone::contains);
      }
    }
    byte[] packet = xmp.labelled(metadata);
    List<byte[]> entries = new ArrayList<>();
    for (Entry entry : pages.get(0).entries()) {
      if (!isOurs(entry)) {
        entries.add(edit.entry(entry));
      }
    }
    int count = entries.size() + (storeBytes > 0 ? 2 : 1);
    long directoryAt = aligned(input.size());
    long packetAt =
        aligned(
            directoryAt
                + layout.countBytes()
                + (long) count * layout.entryBytes()
                + layout.offsetBytes());
    long storeAt = aligned(packetAt + packet.length);
    if (!layout.big() && storeAt + storeBytes > MAX_CLASSIC) {
      throw new LabelingException(Reason.TOO_LARGE, "TIFF would be larger than its offsets reach");
    }
    entries.add(entry(layout, TiffDirectory.XMP, packet.length, packetAt));
    if (storeBytes > 0) {
      entries.add(entry(layout, TiffDirectory.C2PA, storeBytes, storeAt));
    }
    byte[] pointer = new byte[layout.offsetBytes()];
    layout.put(pointer, 0, pointer.length, directoryAt);
    edit.patch(layout.firstAt(), pointer);
    PictureSplice file = edit.splice();
    byte[] tail = new byte[(int) (storeAt - input.size())];
    byte[] directory = directory(layout, entries, pages.get(0).next());
    System.arraycopy(directory, 0, tail, (int) (directoryAt - input.size()), directory.length);
    System.arraycopy(packet, 0, tail, (int) (packetAt - input.size()), packet.length);
    file.insert(tail);
    if (storeBytes > 0) {
      file.insert(new PictureSplice.Room(new byte[storeBytes], List.of(new Range(0, storeBytes))));
    }
    return new Written(TiffFormat.CARRIER, notes, file.write(input, output));
  }

  /**
   * Stores and packets that the new file has elsewhere or not at all; labels and stores are blanked
   * where they stood. Packets of later pages stay unless they hold a label.
   */
  private static Set<Entry> takeOut(
      Source input,
      TiffDirectory page,
      boolean first,
      TiffEdit edit,
      PictureXmp xmp,
      List<String> notes)
      throws IOException {
    Set<Entry> gone = new HashSet<>();
    for (Entry entry : page.entries()) {
      if (!isOurs(entry)) {
        continue;
      }
      boolean small = entry.bytes() <= XmpReader.MAX_PACKET;
      byte[] value = small ? input.bytes(entry.valueAt(), (int) entry.bytes()) : new byte[0];
      boolean labelled = entry.tag() == TiffDirectory.XMP && XmpReader.labels(value) > 0;
      boolean store = entry.tag() == TiffDirectory.C2PA;
      if (store) {
        Notes.add(notes, Notes.REMOVED_C2PA);
      } else if (first) {
        xmp.found(input, entry.valueAt(), entry.bytes());
      } else if (labelled) {
        Notes.add(notes, Notes.REPLACED_LABEL);
      }
      if (first || store || labelled) {
        gone.add(entry);
      }
      if ((labelled || (store && isStore(value))) && value.length > Long.BYTES) {
        edit.patch(entry.valueAt(), new byte[value.length]);
      }
    }
    return gone;
  }

  private static boolean isStore(byte[] value) {
    return value.length > 8 && value[4] == 'j' && value[5] == 'u' && value[6] == 'm';
  }

  private static boolean isOurs(Entry entry) {
    return entry.tag() == TiffDirectory.XMP || entry.tag() == TiffDirectory.C2PA;
  }

  private static byte[] entry(TiffLayout layout, int tag, long count, long at) {
    byte[] entry = new byte[layout.entryBytes()];
    layout.put(entry, 0, 2, tag);
    layout.put(entry, 2, 2, UNDEFINED);
    layout.put(entry, 4, layout.offsetBytes(), count);
    layout.put(entry, 4 + layout.offsetBytes(), layout.offsetBytes(), at);
    return entry;
  }

  /** A directory with its entries in ascending order, as the standard wants them. */
  private static byte[] directory(TiffLayout layout, List<byte[]> entries, long next) {
    entries.sort(Comparator.comparingLong(entry -> layout.number(entry, 0, 2)));
    int size = layout.entryBytes();
    byte[] table = new byte[layout.countBytes() + entries.size() * size + layout.offsetBytes()];
    layout.put(table, 0, layout.countBytes(), entries.size());
    int at = layout.countBytes();
    for (byte[] entry : entries) {
      System.arraycopy(entry, 0, table, at, size);
      at += size;
    }
    layout.put(table, at, layout.offsetBytes(), next);
    return table;
  }

  private static long aligned(long at) {
    return (at + 7) & ~7L;
  }
}
