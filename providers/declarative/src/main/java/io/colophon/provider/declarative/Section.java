package io.colophon.provider.declarative;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonPointer;

/**
 * A mapping whose keys are taken out one by one. {@link #end} refuses those that nobody took, so
 * that a mistyped key is never ignored.
 */
final class Section {
  private final Node.Mapping node;
  private final Set<String> known = new HashSet<>();

  Section(Node.Mapping node) {
    this.node = node;
  }

  static Section of(Node node) {
    if (node instanceof Node.Mapping mapping) {
      return new Section(mapping);
    }
    throw new AdapterException(node, "expected a mapping, found " + node.kind());
  }

  Node node() {
    return node;
  }

  boolean has(String key) {
    known.add(key);
    return node.entries().containsKey(key);
  }

  Optional<Node> find(String key) {
    known.add(key);
    return Optional.ofNullable(node.entries().get(key));
  }

  Node get(String key) {
    return find(key)
        .orElseThrow(() -> new AdapterException(node, "key \"" + key + "\" is missing"));
  }

  Optional<Section> section(String key) {
    return find(key).map(Section::of);
  }

  String text(String key) {
    return text(get(key));
  }

  Optional<String> findText(String key) {
    return find(key).map(Section::text);
  }

  static String text(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar.value().toString();
    }
    throw new AdapterException(node, "expected a text, found " + node.kind());
  }

  Optional<Double> number(String key) {
    return find(key).map(Section::number);
  }

  static double number(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.value() instanceof Number number) {
      return number.doubleValue();
    }
    throw new AdapterException(node, "expected a number, found " + node.kind());
  }

  boolean flag(String key) {
    return find(key).map(Section::flag).orElse(false);
  }

  private static boolean flag(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.value() instanceof Boolean flag) {
      return flag;
    }
    throw new AdapterException(node, "expected true or false, found " + node.kind());
  }

  /** A list, or one value that stands for a list of one; empty when it is missing. */
  List<Node> list(String key) {
    return find(key)
        .map(found -> found instanceof Node.Sequence sequence ? sequence.items() : List.of(found))
        .orElse(List.of());
  }

  List<String> texts(String key) {
    return list(key).stream().map(Section::text).toList();
  }

  /** A mapping of anything; empty when it is missing. */
  Map<String, Node> map(String key) {
    return section(key).map(found -> found.node.entries()).orElse(Map.of());
  }

  Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    map(key).forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  Optional<JsonPointer> pointer(String key) {
    return find(key).map(Section::pointer);
  }

  List<JsonPointer> pointers(String key) {
    List<JsonPointer> pointers = new ArrayList<>();
    list(key).forEach(one -> pointers.add(pointer(one)));
    return pointers;
  }

  static JsonPointer pointer(Node node) {
    try {
      return JsonPointer.compile(text(node));
    } catch (IllegalArgumentException wrong) {
      throw new AdapterException(
          node, "expected a JSON pointer such as /data/0/url, found " + node.kind());
    }
  }

  /** A time such as {@code 500ms}, {@code 5s} or {@code 2m}. */
  Duration duration(String key, Duration absent) {
    return find(key).map(Section::duration).orElse(absent);
  }

  private static Duration duration(Node node) {
    String text = text(node).toUpperCase(Locale.ROOT);
    try {
      return text.endsWith("MS")
          ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
          : Duration.parse("PT" + text);
    } catch (DateTimeParseException | NumberFormatException wrong) {
      throw new AdapterException(node, "expected a time such as 5s, found " + node.kind());
    }
  }

  /** A word that stands for a constant, in lower case with hyphens. */
  static <E extends Enum<E>> E word(Node node, Class<E> type) {
    String text = text(node);
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    throw new AdapterException(node, "unknown word \"" + text + "\"" + Spelling.hint(text, names));
  }

  <E extends Enum<E>> Map<String, E> words(String key, Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    map(key).forEach((name, value) -> words.put(name, word(value, type)));
    return words;
  }

  /** Reads a section if it is there, and refuses what is left over in it. */
  void within(String key, Consumer<Section> reader) {
    section(key)
        .ifPresent(
            found -> {
              reader.accept(found);
              found.end();
            });
  }

  /** Refuses keys that were not asked for. */
  void end() {
    node.entries()
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                throw new AdapterException(
                    value, "unknown key \"" + key + "\"" + Spelling.hint(key, known));
              }
            });
  }
}
