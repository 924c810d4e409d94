package io.colophon.labeling.provenance;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a tile or an entry bundle in C2SP tlog-tiles: {@code tile/<level>/<number>} and
 * {@code tile/entries/<number>}, the number in groups of three digits, all but the last with an x
 * before them; {@code .p/<width>} for one that is not full.
 *
 * @param level 0 for leaves, 1 for the roots of tiles of level 0 and so on; -1 for entries
 * @param number place of the tile in its level
 * @param width hashes or entries in it, 1 to {@value #FULL}
 */
record TilePath(int level, long number, int width) {
  static final int FULL = 256;
  static final int ENTRIES = -1;

  private static final Pattern NAME =
      Pattern.compile(
          "tile/(entries|[0-5])/((?:x\\d{3}/){0,4}\\d{3})(?:\\.p/([1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5]))?");

  /** Reads a name; empty if it is none. */
  static Optional<TilePath> parse(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int level = parts.group(1).equals("entries") ? ENTRIES : Integer.parseInt(parts.group(1));
    long number = Long.parseLong(parts.group(2).replaceAll("[x/]", ""));
    String width = parts.group(3);
    TilePath path = new TilePath(level, number, width == null ? FULL : Integer.parseInt(width));
    return path.name().equals(name) ? Optional.of(path) : Optional.empty();
  }

  boolean isFull() {
    return width == FULL;
  }

  String name() {
    return fullName() + (isFull() ? "" : ".p/" + width);
  }

  /** The folder of this tile's narrower forms. */
  String partialFolder() {
    return fullName() + ".p";
  }

  private String fullName() {
    StringBuilder groups = new StringBuilder(String.format("%03d", number % 1000));
    for (long rest = number / 1000; rest > 0; rest /= 1000) {
      groups.insert(0, String.format("x%03d/", rest % 1000));
    }
    return "tile/" + (level == ENTRIES ? "entries" : Integer.toString(level)) + "/" + groups;
  }
}
