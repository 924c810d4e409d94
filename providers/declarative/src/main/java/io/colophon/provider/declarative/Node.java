package io.colophon.provider.declarative;

import java.util.List;
import java.util.Map;

/** A value of an adapter file and where it stands. */
sealed interface Node {

  /** File, line and column, for messages. */
  String place();

  /** What it is, for messages. */
  String kind();

  /** Keys in the order of the file. */
  record Mapping(String place, Map<String, Node> entries) implements Node {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** Values in order. */
  record Sequence(String place, List<Node> items) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A single value.
   *
   * @param value a String, Long, Double or Boolean; never null
   */
  record Scalar(String place, Object value) implements Node {
    @Override
    public String kind() {
      return "\"" + value + "\"";
    }
  }
}
