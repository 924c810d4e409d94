package io.colophon.gateway.config.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of a configuration file that remembers where it stood. Immutable. */
public sealed interface Node {

  Position position();

  /** What an operator would call it. */
  String kind();

  /**
   * Keys and values, in the order of the file.
   *
   * @param position of the first key, or of the brace
   */
  record Mapping(Position position, Map<String, Entry> entries) implements Node {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The value of a key; empty if the key is left out or has none. */
    public Optional<Node> get(String key) {
      Entry entry = entries.get(key);
      return entry == null || entry.value() instanceof Nothing
          ? Optional.empty()
          : Optional.of(entry.value());
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /**
   * One key and its value.
   *
   * @param keyPosition where the key stands
   */
  record Entry(Position keyPosition, Node value) {}

  /** A list. */
  record Sequence(Position position, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A single value as text; what it means is decided by what it is bound to.
   *
   * @param secret whether it came from the environment or a file, or stands at a secret key
   */
  record Scalar(Position position, String text, boolean secret) implements Node {
    /** The value as a message may show it: quoted, shortened, or hidden. */
    public String shown() {
      if (secret) {
        return "***";
      }
      String start = text.length() <= 80 ? text : text.substring(0, 77) + "...";
      return '"' + start.replaceAll("\\p{Cntrl}", "\uFFFD") + '"';
    }

    @Override
    public String kind() {
      return "a single value";
    }

    @Override
    public String toString() {
      return "Scalar[" + position + ", " + shown() + "]";
    }
  }

  /** {@code null}, or a key with no value; means the same as leaving the key out. */
  record Nothing(Position position) implements Node {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  /** A value that refers to something that could not be read; the problem has been told. */
  record Unresolved(Position position) implements Node {
    @Override
    public String kind() {
      return "a value that could not be read";
    }
  }
}
