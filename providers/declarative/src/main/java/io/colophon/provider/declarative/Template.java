package io.colophon.provider.declarative;

import io.colophon.provider.http.MediaText;
import io.colophon.provider.spi.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value with holes. {@code {name}} alone keeps the type of what it stands for; within other text
 * it becomes text. What stands for nothing takes its key, its list item or its whole text away.
 */
sealed interface Template {

  /** The value; empty when a hole in it stands for nothing. */
  Optional<Object> fill(Scope scope);

  /** How a hole's value is written. */
  enum Form {
    /** As it is. */
    PLAIN,
    /** A number as text. */
    TEXT,
    /** Media as base64. */
    BASE64,
    /** Media as a data URL. */
    DATA_URL,
    /** Media as a file of a form. */
    FILE
  }

  /** No holes. */
  record Fixed(Object value) implements Template {
    @Override
    public Optional<Object> fill(Scope scope) {
      return Optional.of(value);
    }
  }

  /**
   * One hole.
   *
   * @param plus added to a number, for times
   */
  record Hole(String name, Form form, long plus) implements Template {
    @Override
    public Optional<Object> fill(Scope scope) {
      return scope.value(name).map(this::formed);
    }

    private Object formed(Object value) {
      if (plus != 0 && value instanceof Long number) {
        return number + plus;
      }
      return switch (form) {
        case PLAIN -> value instanceof Part.Media ? value : plain(value);
        case TEXT -> write(value);
        case BASE64 -> MediaText.base64((Part.Media) value);
        case DATA_URL -> MediaText.dataUrl((Part.Media) value);
        case FILE -> value;
      };
    }

    private static Object plain(Object value) {
      return value instanceof io.colophon.provider.spi.PixelSize ? value.toString() : value;
    }
  }

  /** Text with holes. */
  record Joined(List<Template> parts) implements Template {
    @Override
    public Optional<Object> fill(Scope scope) {
      StringBuilder text = new StringBuilder();
      for (Template part : parts) {
        Optional<Object> value = part.fill(scope);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        text.append(write(value.get()));
      }
      return Optional.of(text.toString());
    }
  }

  /** A mapping; keys of nothing are left out, and it itself if that leaves none. */
  record Fields(Map<String, Template> fields) implements Template {
    @Override
    public Optional<Object> fill(Scope scope) {
      Map<String, Object> filled = new LinkedHashMap<>();
      fields.forEach((key, value) -> value.fill(scope).ifPresent(one -> filled.put(key, one)));
      return filled.isEmpty() && !fields.isEmpty() ? Optional.empty() : Optional.of(filled);
    }
  }

  /** A list; items of nothing are left out, and it itself if that leaves none. */
  record Items(List<Template> items) implements Template {
    @Override
    public Optional<Object> fill(Scope scope) {
      List<Object> filled = new ArrayList<>();
      items.forEach(item -> item.fill(scope).ifPresent(filled::add));
      return filled.isEmpty() && !items.isEmpty() ? Optional.empty() : Optional.of(filled);
    }
  }

  /** A number without a needless fraction, everything else as it prints. */
  static String write(Object value) {
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString(number.longValue());
    }
    return value.toString();
  }

  /** Reads templates, whose names must be known. */
  final class Reader {
    private static final Pattern HOLE =
        Pattern.compile("\\{([a-z][a-z0-9_.-]*?)([+-][0-9]{1,9})?(?::([a-z0-9-]+))?\\}");
    private static final Set<String> MEDIA = Set.of("source", "mask", "first-frame");

    private final Set<String> names;
    private final BiConsumer<String, Node> used;

    /**
     * @param names that may be used; one that ends in {@code .*} stands for all that begin so
     * @param used is told of each name that is used
     */
    Reader(Set<String> names, BiConsumer<String, Node> used) {
      this.names = names;
      this.used = used;
    }

    Template read(Node node) {
      if (node instanceof Node.Mapping mapping) {
        Map<String, Template> fields = new LinkedHashMap<>();
        mapping.entries().forEach((key, value) -> fields.put(key, read(value)));
        return new Fields(fields);
      }
      if (node instanceof Node.Sequence sequence) {
        return new Items(sequence.items().stream().map(this::read).toList());
      }
      Object value = ((Node.Scalar) node).value();
      return value instanceof String text ? text(node, text) : new Fixed(value);
    }

    private Template text(Node node, String text) {
      List<Template> parts = new ArrayList<>();
      Matcher holes = HOLE.matcher(text);
      int at = 0;
      while (holes.find()) {
        fixed(node, text.substring(at, holes.start()), parts);
        parts.add(hole(node, holes));
        at = holes.end();
      }
      fixed(node, text.substring(at), parts);
      if (parts.isEmpty()) {
        return new Fixed("");
      }
      return parts.size() == 1 ? parts.get(0) : new Joined(List.copyOf(parts));
    }

    private static void fixed(Node node, String text, List<Template> parts) {
      if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
        throw new AdapterException(
            node, "\"" + text + "\" has a brace that belongs to no {name} or {name:form}");
      }
      if (!text.isEmpty()) {
        parts.add(new Fixed(text));
      }
    }

    private Hole hole(Node node, Matcher hole) {
      String name = hole.group(1);
      boolean known =
          names.contains(name)
              || names.stream()
                  .anyMatch(
                      one ->
                          one.endsWith(".*")
                              && name.startsWith(one.substring(0, one.length() - 1)));
      if (!known) {
        throw new AdapterException(
            node, "unknown name {" + name + "}" + Spelling.hint(name, names));
      }
      used.accept(name, node);
      Form form =
          hole.group(3) == null
              ? Form.PLAIN
              : Section.word(new Node.Scalar(node.place(), hole.group(3)), Form.class);
      boolean ofMedia = form == Form.BASE64 || form == Form.DATA_URL || form == Form.FILE;
      if (MEDIA.contains(name) != ofMedia) {
        throw new AdapterException(
            node,
            ofMedia
                ? "{" + name + "} is no medium"
                : "{" + name + "} is a medium, expected :base64, :data-url or :file after it");
      }
      return new Hole(name, form, hole.group(2) == null ? 0 : Long.parseLong(hole.group(2)));
    }
  }
}
