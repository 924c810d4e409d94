package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * China labels in EXIF: vendors write one into the user comment (TC260-PG-20259A annex B) or into
 * the description. Directories are followed without loops; what is broken ends the search, since
 * EXIF is not what carries a picture.
 */
final class ExifLabels {
  static final byte[] HEAD = JpegFormat.EXIF_HEAD;

  /** A comment has a character set even when it is empty. */
  private static final byte[] NO_COMMENT = "ASCII\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final String PACKET = "exif-xmp";
  private static final int MAX_VALUE = 1 << 20;
  private static final int MAX_DIRECTORIES = 64;

  /** For writers, who have no use for what a reader tells. */
  private static final LabelSink SILENT = new LabelSink() {};

  private ExifLabels() {}

  /**
   * Bytes to be put in place of others.
   *
   * @param at counted from the start of the block
   */
  record Patch(long at, byte[] bytes) {}

  /**
   * A label.
   *
   * @param field {@code exif-comment}, {@code exif-description} or {@code exif-xmp}
   * @param raw the label; the whole packet for XMP
   * @param removal what makes the block say nothing in its place
   */
  record Found(String field, byte[] raw, List<Patch> removal) {}

  /** Tells a reader of the labels of a block. */
  static void read(TiffBytes block, String prefix, LabelSink labels) throws IOException {
    for (Found found : find(block, labels)) {
      if (found.field().equals(PACKET)) {
        XmpReader.read(found.raw(), prefix + "-" + PACKET, labels);
      } else {
        text(found, prefix, labels);
      }
    }
  }

  /** Like {@link #read}, without XMP: for a file whose own packet that is. */
  static void readTexts(TiffBytes block, String prefix, LabelSink labels) throws IOException {
    for (Found found : find(block, labels)) {
      if (!found.field().equals(PACKET)) {
        text(found, prefix, labels);
      }
    }
  }

  private static void text(Found found, String prefix, LabelSink labels) {
    labels.label(prefix + "-" + found.field(), new String(found.raw(), StandardCharsets.UTF_8));
  }

  /** What takes the labels of a block away; empty when it has none. */
  static List<Patch> removal(TiffBytes block) throws IOException {
    return find(block, SILENT).stream().flatMap(found -> found.removal().stream()).toList();
  }

  /**
   * Like {@link #removal}, without XMP, for a file that grows: what lies behind its end now must
   * not come to lie inside.
   *
   * @throws MalformedMediaException if the block is broken
   */
  static List<Patch> textRemoval(TiffBytes block) throws IOException {
    List<Found> all = new ArrayList<>();
    search(block, SILENT, all);
    return all.stream()
        .filter(found -> !found.field().equals(PACKET))
        .flatMap(found -> found.removal().stream())
        .toList();
  }

  /**
   * Puts patches into a block in memory.
   *
   * @param from where the block begins in {@code data}
   */
  static void apply(List<Patch> patches, byte[] data, int from) {
    for (Patch patch : patches) {
      System.arraycopy(patch.bytes(), 0, data, from + (int) patch.at(), patch.bytes().length);
    }
  }

  private static List<Found> find(TiffBytes block, LabelSink sink) throws IOException {
    List<Found> all = new ArrayList<>();
    try {
      search(block, sink, all);
    } catch (MalformedMediaException e) {
      sink.note("exif.malformed", "EXIF not read to its end: " + e.detail());
    }
    return all;
  }

  private static void search(TiffBytes block, LabelSink sink, List<Found> all) throws IOException {
    TiffLayout layout = TiffLayout.of(block);
    Set<Long> seen = new HashSet<>();
    List<Long> open = new ArrayList<>(List.of(layout.first(block)));
    while (!open.isEmpty() && seen.size() < MAX_DIRECTORIES) {
      long at = open.remove(0);
      if (at == 0 || !seen.add(at)) {
        continue;
      }
      TiffDirectory directory = TiffDirectory.read(block, layout, at);
      find(block, layout, directory, sink, all);
      TiffDirectory.number(block, layout, directory.entry(TiffDirectory.EXIF)).ifPresent(open::add);
      open.add(directory.next());
    }
  }

  private static void find(
      TiffBytes block, TiffLayout layout, TiffDirectory directory, LabelSink sink, List<Found> all)
      throws IOException {
    for (TiffDirectory.Entry entry : directory.entries()) {
      boolean described = entry.tag() == TiffDirectory.DESCRIPTION;
      boolean comment = entry.tag() == TiffDirectory.USER_COMMENT;
      boolean xmp = entry.tag() == TiffDirectory.XMP;
      if ((!described && !comment && !xmp) || entry.bytes() < 1) {
        continue;
      }
      if (entry.bytes() > MAX_VALUE) {
        sink.note("exif.too-large", "a text of " + entry.bytes() + " bytes not read");
        continue;
      }
      byte[] value = block.bytes(entry.valueAt(), (int) entry.bytes());
      if (xmp) {
        if (XmpReader.labels(value) > 0) {
          all.add(new Found(PACKET, value, emptied(layout, entry)));
        }
        continue;
      }
      Optional<String> label =
          label(comment ? comment(value, layout) : TextBytes.utf8(value), sink);
      if (label.isPresent()) {
        all.add(
            new Found(
                comment ? "exif-comment" : "exif-description",
                label.get().getBytes(StandardCharsets.UTF_8),
                emptied(layout, entry)));
      }
    }
  }

  /** The object in a text, if it is a label; vendors' own objects are told, they are none. */
  private static Optional<String> label(String text, LabelSink sink) {
    int brace = text.indexOf('{');
    if (brace < 0) {
      return Optional.empty();
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int from = 0;
    while (bytes[from] != '{') {
      from++;
    }
    Optional<String> object = JsonScan.object(bytes, from);
    if (object.isEmpty()) {
      return Optional.empty();
    }
    String json = object.get();
    if (json.contains("\"AIGC\"") || (json.contains("\"Label\"") && json.contains("Produce"))) {
      return object;
    }
    if (json.contains("\"aigc_type\"")) {
      sink.note("aigc.vendor-object", "EXIF holds aigc_type as Doubao writes it, not the label");
    } else if (json.contains("\"ServiceProvider\"")) {
      sink.note(
          "aigc.vendor-object", "EXIF holds ServiceProvider as Tencent writes it, not the label");
    }
    return Optional.empty();
  }

  /** A user comment without the eight bytes that name its character set (EXIF 3.0, 4.6.6). */
  private static String comment(byte[] value, TiffLayout layout) {
    if (value.length < 8) {
      return "";
    }
    String name = new String(value, 0, 8, StandardCharsets.ISO_8859_1);
    Charset utf16 = layout.little() ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    Charset charset = name.startsWith("UNICODE") ? utf16 : StandardCharsets.UTF_8;
    boolean named =
        name.startsWith("UNICODE")
            || name.startsWith("ASCII")
            || name.startsWith("JIS")
            || name.equals("\0\0\0\0\0\0\0\0");
    int from = named ? 8 : 0;
    return new String(value, from, value.length - from, charset);
  }

  /**
   * A user comment keeps its character set and nothing else, others one zero byte instead of the
   * text, and zeros where the text stood. Nothing moves, so all offsets stay right.
   */
  private static List<Patch> emptied(TiffLayout layout, TiffDirectory.Entry entry) {
    byte[] count = new byte[layout.offsetBytes()];
    List<Patch> patches = new ArrayList<>();
    if (entry.tag() == TiffDirectory.USER_COMMENT
        && entry.bytes() > count.length
        && entry.bytes() >= NO_COMMENT.length) {
      layout.put(count, 0, count.length, NO_COMMENT.length);
      patches.add(new Patch(entry.at() + 4, count));
      patches.add(new Patch(entry.valueAt(), Arrays.copyOf(NO_COMMENT, (int) entry.bytes())));
      return patches;
    }
    layout.put(count, 0, count.length, 1);
    patches.add(new Patch(entry.at() + 4, count));
    patches.add(new Patch(entry.at() + 4 + count.length, new byte[count.length]));
    if (entry.bytes() > count.length) {
      patches.add(new Patch(entry.valueAt(), new byte[(int) entry.bytes()]));
    }
    return patches;
  }
}
