package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.EnumValues;
import io.colophon.gateway.config.bind.Key;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.bind.ValueType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every key with its kind, default and meaning, as tables of docs/configuration.md. */
final class ReferenceTable {
  private final StringBuilder text = new StringBuilder();

  private ReferenceTable() {}

  static String markdown() {
    ReferenceTable table = new ReferenceTable();
    table.section("(top)", GatewayConfig.class, false);
    for (Key key : Key.of(GatewayConfig.class)) {
      table.below(key.name(), key.type());
    }
    return table.text.toString();
  }

  private void section(String path, Class<? extends Record> type, boolean title) {
    if (title) {
      text.append("\n### `").append(path).append("`\n\n");
    }
    text.append("| key | value | default | meaning |\n|---|---|---|---|\n");
    for (Key key : Key.of(type)) {
      if (key.type() == Record.class) {
        text.append("| … | | | The keys of the provider's type. |\n");
        continue;
      }
      text.append("| `").append(key.name()).append("` | ");
      text.append(kind(key.type())).append(" | ").append(defaultOf(key)).append(" | ");
      text.append(sentence(key)).append(" |\n");
    }
  }

  private void below(String path, Type type) {
    Type inner = type;
    String at = path;
    while (inner instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      at +=
          generic.getRawType() == Map.class
              ? ".NAME"
              : generic.getRawType() == List.class ? "[]" : "";
      inner = arguments[arguments.length - 1];
    }
    if (inner instanceof Class<?> plain && plain.isRecord() && ValueType.of(plain).isEmpty()) {
      Class<? extends Record> section = plain.asSubclass(Record.class);
      section(at, section, true);
      for (Key key : Key.of(section)) {
        if (key.type() != Record.class) {
          below(at + "." + key.name(), key.type());
        }
      }
    }
  }

  static String sentence(Key key) {
    return key.about().orElse("")
        + key.range().map(range -> " Range: " + range(range) + ".").orElse("");
  }

  private static String range(Range range) {
    if (range.min().equals(range.max())) {
      return range.min();
    }
    return range.max().isEmpty()
        ? range.min() + " or more"
        : range.min().isEmpty() ? "at most " + range.max() : range.min() + " to " + range.max();
  }

  static boolean required(Key key) {
    boolean hasDefault = key.defaultText().isPresent() || key.type() instanceof ParameterizedType;
    boolean section =
        key.type() instanceof Class<?> plain && plain.isRecord() && ValueType.of(plain).isEmpty();
    return !hasDefault && !section;
  }

  private static String defaultOf(Key key) {
    return required(key)
        ? "**required**"
        : key.defaultText().map(text -> "`" + text + "`").orElse("");
  }

  private static String kind(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Map<Object, String> words =
          Map.of(Optional.class, "", List.class, "list of ", Map.class, "by name: ");
      String inner = kind(arguments[arguments.length - 1]);
      boolean byUnit =
          arguments[0] instanceof Class<?> first && first.isEnum() && arguments.length > 1;
      return (byUnit ? "by unit: " : words.get(generic.getRawType())) + inner;
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return String.join(", ", EnumValues.words(plain).stream().map(w -> "`" + w + "`").toList());
    }
    return ValueType.of(plain).map(ValueType::name).map(n -> n.replace('-', ' ')).orElse("section");
  }
}
