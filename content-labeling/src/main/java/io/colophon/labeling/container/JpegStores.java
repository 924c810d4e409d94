package io.colophon.labeling.container;

import io.colophon.labeling.container.JpegFormat.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Manifest stores in APP11 segments (C2PA 2.2, A.3.1; ISO/IEC 19566-5, D.2). A box that is too long
 * for a segment goes on in the next one with the same instance number, its first eight bytes
 * repeated. Boxes that are not C2PA's are left alone. Not thread-safe.
 */
final class JpegStores {
  /** Bytes of a segment before the box: marker, length, {@code JP}, instance, sequence. */
  private static final int BEFORE_BOX = 12;

  private static final int BOX_HEAD = 8;
  private static final int MAX_PAYLOAD = 0xFFFF - 2 - 8 - BOX_HEAD;
  private static final int FIRST_INSTANCE = 1;
  private static final int MAX_INSTANCES = 256;
  private static final byte[] C2PA_BOX = "jumdc2pa".getBytes(StandardCharsets.ISO_8859_1);

  private final Map<Integer, List<Part>> boxes = new TreeMap<>();

  private record Part(Segment segment, long sequence, boolean store) {}

  /** Looks at an APP11 segment. */
  void add(Source file, Segment segment) throws IOException {
    if (segment.length() < BEFORE_BOX + BOX_HEAD
        || !file.has(segment.data(), new byte[] {'J', 'P'})) {
      return;
    }
    int instance = file.u16be(segment.data() + 2);
    long sequence = file.u32be(segment.data() + 4);
    if (boxes.size() < MAX_INSTANCES || boxes.containsKey(instance)) {
      boxes
          .computeIfAbsent(instance, none -> new ArrayList<>())
          .add(new Part(segment, sequence, sequence == 1 && isStore(file, segment)));
    }
  }

  /** Whether a segment holds a part of a store; to be asked when all have been looked at. */
  boolean isPart(Source file, Segment segment) throws IOException {
    if (segment.length() < BEFORE_BOX + BOX_HEAD) {
      return false;
    }
    List<Part> parts = boxes.getOrDefault(file.u16be(segment.data() + 2), List.of());
    return parts.stream().anyMatch(Part::store)
        && parts.stream().anyMatch(part -> part.segment().at() == segment.at());
  }

  /** Tells a reader of every store. */
  void tell(Source file, LabelSink labels) throws IOException {
    for (List<Part> parts : boxes.values()) {
      if (parts.stream().anyMatch(Part::store)) {
        labels.note("c2pa.present", "a C2PA manifest store");
        tell(file, parts, labels);
      }
    }
  }

  private static void tell(Source file, List<Part> parts, LabelSink labels) throws IOException {
    List<Part> ordered = new ArrayList<>(parts);
    ordered.sort(Comparator.comparingLong(Part::sequence));
    long length = file.u32be(ordered.get(0).segment().at() + BEFORE_BOX);
    long left = length;
    List<Range> pieces = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      Part part = ordered.get(i);
      if (part.sequence() != i + 1) {
        labels.broken("c2pa.segments", "segment " + (i + 1) + " of the store is not there");
        return;
      }
      int before = BEFORE_BOX + (i == 0 ? 0 : BOX_HEAD);
      long take = Math.min(left, part.segment().length() - before);
      pieces.add(new Range(part.segment().at() + before, take));
      left -= take;
    }
    if (left > 0) {
      labels.broken("c2pa.segments", "the store lacks " + left + " of " + length + " bytes");
      return;
    }
    labels.manifest(new StorePlace(pieces, unit(parts)));
  }

  private static List<Range> unit(List<Part> parts) {
    List<Part> inFile = new ArrayList<>(parts);
    inFile.sort(Comparator.comparingLong(part -> part.segment().at()));
    List<Range> unit = new ArrayList<>();
    for (Part part : inFile) {
      Segment segment = part.segment();
      int last = unit.size() - 1;
      if (last >= 0 && unit.get(last).end() == segment.at()) {
        unit.set(last, new Range(unit.get(last).at(), unit.get(last).length() + segment.length()));
      } else {
        unit.add(new Range(segment.at(), segment.length()));
      }
    }
    return unit;
  }

  private static boolean isStore(Source file, Segment segment) throws IOException {
    long box = segment.at() + BEFORE_BOX;
    return file.has(box + 4, "jumb".getBytes(StandardCharsets.ISO_8859_1))
        && file.has(box + BOX_HEAD + 4, C2PA_BOX);
  }

  /** Segments with room for a store, one after the other. */
  PictureSplice.Room room(int storeBytes) {
    int rest = storeBytes - BOX_HEAD;
    int segments = Math.max(1, (rest + MAX_PAYLOAD - 1) / MAX_PAYLOAD);
    ByteBuffer bytes = ByteBuffer.allocate(segments * (BEFORE_BOX + BOX_HEAD) + rest);
    List<Range> pieces = new ArrayList<>();
    for (int i = 0; i < segments; i++) {
      int payload = Math.min(MAX_PAYLOAD, rest);
      bytes.putShort((short) (0xFF00 | JpegFormat.APP11));
      bytes.putShort((short) (BEFORE_BOX - 2 + BOX_HEAD + payload));
      bytes.put((byte) 'J').put((byte) 'P').putShort((short) freeInstance()).putInt(i + 1);
      int from = bytes.position() + (i == 0 ? 0 : BOX_HEAD);
      bytes.position(bytes.position() + BOX_HEAD + payload);
      pieces.add(new Range(from, bytes.position() - from));
      rest -= payload;
    }
    return new PictureSplice.Room(bytes.array(), pieces);
  }

  /** Bytes before a piece of the store that repeat the head of its box. */
  static int repeated() {
    return BOX_HEAD;
  }

  private int freeInstance() {
    int instance = FIRST_INSTANCE;
    while (boxes.containsKey(instance) && boxes.get(instance).stream().noneMatch(Part::store)) {
      instance++;
    }
    return instance;
  }
}
