package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the metadata list of a {@code meta} box whose values are named by a {@code keys} box. */
final class Mp4Keys {
  static final int MAX_KEYS = 10_000;
  private static final int MAX_KEY = 256;

  private Mp4Keys() {}

  static void read(Source file, Mp4Box meta, LabelSink labels, Chunks count) throws IOException {
    // In MP4 meta is a full box with four bytes of version and flags; in QuickTime it is not.
    long first = meta.data();
    if (meta.end() - first >= 12 && file.u32be(first) == 0) {
      first += 4;
    }
    List<String> keys = new ArrayList<>();
    Mp4Box list = null;
    for (long at = first; at + 8 <= meta.end(); ) {
      count.next();
      Mp4Box box = Mp4Box.at(file, at, meta.end());
      if (box.type().equals("keys")) {
        keys = keys(file, box, count);
      } else if (box.type().equals("ilst")) {
        list = box;
      }
      at = box.end();
    }
    if (list != null) {
      values(file, list, keys, labels, count);
    }
  }

  private static List<String> keys(Source file, Mp4Box box, Chunks count) throws IOException {
    file.require(box.data(), 8);
    long entries = file.u32be(box.data() + 4);
    List<String> keys = new ArrayList<>();
    long at = box.data() + 8;
    for (long i = 0; i < entries; i++) {
      count.next();
      if (at + 8 > box.end() || i == MAX_KEYS) {
        throw new MalformedMediaException("mp4.keys", entries + " keys do not fit their box");
      }
      long size = file.u32be(at);
      if (size < 8 || at + size > box.end()) {
        throw new MalformedMediaException("mp4.keys", "key of " + size + " bytes at " + at);
      }
      byte[] name = file.bytes(at + 8, (int) Math.min(size - 8, MAX_KEY));
      keys.add(new String(name, StandardCharsets.UTF_8));
      at += size;
    }
    return keys;
  }

  private static void values(
      Source file, Mp4Box list, List<String> keys, LabelSink labels, Chunks count)
      throws IOException {
    for (long at = list.data(); at + 8 <= list.end(); ) {
      count.next();
      Mp4Box item = Mp4Box.at(file, at, list.end());
      long index = file.u32be(at + 4);
      if (index >= 1 && index <= keys.size()) {
        if (isLabel(keys.get((int) index - 1))) {
          value(file, item, Mp4Format.CARRIER, labels, count);
        }
      } else if (isLabel(item.type())
          || (item.type().equals("----") && isLabel(freeName(file, item, count)))) {
        value(file, item, Mp4Format.LIST_CARRIER, labels, count);
      }
      at = item.end();
    }
  }

  private static void value(
      Source file, Mp4Box item, String carrier, LabelSink labels, Chunks count) throws IOException {
    for (long at = item.data(); at + 16 <= item.end(); ) {
      count.next();
      Mp4Box data = Mp4Box.at(file, at, item.end());
      if (data.type().equals("data") && data.end() - data.data() >= 8) {
        long length = Math.min(data.end() - data.data() - 8, LabelSink.MAX_LABEL + 1L);
        labels.label(carrier, TextBytes.utf8(file.bytes(data.data() + 8, (int) length)));
        return;
      }
      at = data.end();
    }
    labels.broken("mp4.data", "the item of the label has no data box");
  }

  /** The name of a free-form item, as music players write it: in a box of its own. */
  private static String freeName(Source file, Mp4Box item, Chunks count) throws IOException {
    for (long at = item.data(); at + 8 <= item.end(); ) {
      count.next();
      Mp4Box box = Mp4Box.at(file, at, item.end());
      long length = box.end() - box.data() - 4;
      if (box.type().equals("name") && length >= 0) {
        return TextBytes.utf8(file.bytes(box.data() + 4, (int) Math.min(length, MAX_KEY)));
      }
      at = box.end();
    }
    return "";
  }

  static boolean isLabel(String key) {
    return key.equalsIgnoreCase("AIGC");
  }
}
