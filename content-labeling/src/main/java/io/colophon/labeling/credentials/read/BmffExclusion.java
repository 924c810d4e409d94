package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.Range;
import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which boxes, or which bytes of them, a BMFF hash leaves out (C2PA 2.2, 18.7.1).
 *
 * @param path the steps to the box
 * @param length the box has exactly so many bytes
 * @param data bytes that stand in the box
 * @param subset parts of the box that are left out; none for the whole box
 * @param version the box has this version
 * @param flags the box has these three bytes of flags
 * @param exact whether the flags are those and no others
 */
record BmffExclusion(
    List<Step> path,
    OptionalLong length,
    List<Data> data,
    List<Range> subset,
    OptionalLong version,
    Optional<byte[]> flags,
    boolean exact) {

  private static final Pattern STEP = Pattern.compile("/([^/\\[\\]]{4})(?:\\[([0-9]{1,9})])?");
  private static final int FLAGS = 3;

  /**
   * One step of a path.
   *
   * @param type of the box
   * @param index which of the boxes of that type, from 1; 0 for all
   */
  record Step(String type, int index) {}

  /** Bytes that stand at an offset from the start of the box. */
  record Data(long offset, byte[] value) {}

  static BmffExclusion read(CborMap says) throws CborException {
    List<Data> data = new ArrayList<>();
    for (Cbor item : says.items("data")) {
      CborMap map = item.map("data");
      data.add(
          new Data(
              notNegative(map, "offset"),
              map.bytes("value").orElseThrow(() -> new CborException("value is missing"))));
    }
    List<Range> subset = new ArrayList<>();
    long end = 0;
    for (Cbor item : says.items("subset")) {
      CborMap map = item.map("subset");
      long offset = notNegative(map, "offset");
      long length = notNegative(map, "length");
      if (offset < end || offset > Long.MAX_VALUE - length) {
        throw new CborException("subsets that overlap or are out of order");
      }
      subset.add(new Range(offset, length));
      // 0 stands for the rest of the box: nothing may come after it.
      end = length == 0 ? Long.MAX_VALUE : offset + length;
    }
    Optional<byte[]> flags = says.bytes("flags");
    if (flags.isPresent() && flags.get().length != FLAGS) {
      throw new CborException("flags of " + flags.get().length + " bytes, expected " + FLAGS);
    }
    boolean exact = says.get("exact").isEmpty() || says.isTrue("exact");
    return new BmffExclusion(
        path(says.need("xpath")),
        says.whole("length"),
        data,
        subset,
        says.whole("version"),
        flags,
        exact);
  }

  /** Whether a box at the end of the path is meant. */
  boolean matches(BmffBox box, Source file) throws IOException {
    if (length.isPresent() && length.getAsLong() != box.size()) {
      return false;
    }
    if (version.isPresent() || flags.isPresent()) {
      if (box.end() - box.contentsAt() < Integer.BYTES) {
        return false;
      }
      long word = file.u32be(box.contentsAt());
      if (version.isPresent() && version.getAsLong() != word >>> 24) {
        return false;
      }
      if (flags.isPresent() && !flagsMatch((int) word & 0xFFFFFF)) {
        return false;
      }
    }
    for (Data piece : data) {
      if (piece.offset > box.size() - piece.value.length
          || !file.has(box.at() + piece.offset, piece.value)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of a box that are left out. */
  List<Range> of(BmffBox box) {
    if (subset.isEmpty()) {
      return List.of(new Range(box.at(), box.size()));
    }
    List<Range> ranges = new ArrayList<>();
    for (Range part : subset) {
      if (part.at() < box.size()) {
        long rest = box.size() - part.at();
        long wanted = part.length() == 0 ? rest : Math.min(rest, part.length());
        ranges.add(new Range(box.at() + part.at(), wanted));
      }
    }
    return ranges;
  }

  private boolean flagsMatch(int actual) {
    byte[] bytes = flags.orElseThrow();
    int wanted = ((bytes[0] & 0xFF) << 16) | ((bytes[1] & 0xFF) << 8) | (bytes[2] & 0xFF);
    return exact ? actual == wanted : (actual & wanted) == wanted;
  }

  private static List<Step> path(String xpath) throws CborException {
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(xpath);
    int at = 0;
    while (matcher.lookingAt()) {
      String index = matcher.group(2);
      steps.add(new Step(matcher.group(1), index == null ? 0 : Integer.parseInt(index)));
      at = matcher.end();
      matcher.region(at, xpath.length());
    }
    if (at != xpath.length() || steps.isEmpty()) {
      throw new CborException("path '" + xpath + "', expected /box/box...");
    }
    return steps;
  }

  private static long notNegative(CborMap map, String key) throws CborException {
    long value = map.whole(key).orElse(-1);
    if (value < 0) {
      throw new CborException(key + " is missing or negative");
    }
    return value;
  }
}
