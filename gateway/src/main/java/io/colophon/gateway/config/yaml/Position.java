package io.colophon.gateway.config.yaml;

import java.util.Comparator;

/**
 * A place in a configuration file.
 *
 * @param file as the operator named it, or the name of the embedded default
 * @param line from 1; 0 is the file as a whole
 * @param column from 1, in characters; 0 with line 0
 */
public record Position(String file, int line, int column) implements Comparable<Position> {
  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::file)
          .thenComparingInt(Position::line)
          .thenComparingInt(Position::column);

  /** The file as a whole, for instance because it cannot be read. */
  public static Position wholeFile(String file) {
    return new Position(file, 0, 0);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
