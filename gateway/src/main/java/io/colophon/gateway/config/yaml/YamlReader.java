package io.colophon.gateway.config.yaml;

import io.colophon.gateway.config.yaml.Node.Entry;
import io.colophon.gateway.config.yaml.Node.Mapping;
import io.colophon.gateway.config.yaml.Node.Nothing;
import io.colophon.gateway.config.yaml.Node.Scalar;
import io.colophon.gateway.config.yaml.Node.Sequence;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads one YAML 1.2 document, of which JSON is a part, into {@link Node}s. Guards against files
 * that are small but make much: aliases count with all they stand for, and size, depth and number
 * of nodes are limited.
 */
public final class YamlReader {
  /** Most characters of a file. */
  public static final int MAX_CHARACTERS = 1 << 20;

  /** Deepest nesting. */
  public static final int MAX_DEPTH = 32;

  /** Most nodes of a file, each alias counted as what it stands for. */
  public static final int MAX_NODES = 50_000;

  private final String file;
  private final Problems problems;
  private final YAMLParser parser;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;

  private record Anchored(Node node, int nodes) {}

  /** Reading cannot go on; the problem has been told. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stop() {
      super(null, null, false, false);
    }
  }

  private YamlReader(String file, YAMLParser parser, Problems problems) {
    this.file = file;
    this.parser = parser;
    this.problems = problems;
  }

  /**
   * Reads a document.
   *
   * @param file the name that positions carry
   * @return the top of the tree; empty if it could not be read, which {@code problems} then tell
   */
  public static Optional<Mapping> read(String file, String text, Problems problems) {
    if (text.length() > MAX_CHARACTERS) {
      problems.add(
          Position.wholeFile(file),
          "",
          "has " + text.length() + " characters, expected at most " + MAX_CHARACTERS);
      return Optional.empty();
    }
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (YAMLParser parser =
        (YAMLParser)
            new YAMLFactory().createParser(ObjectReadContext.empty(), new StringReader(body))) {
      return new YamlReader(file, parser, problems).document();
    } catch (Stop stopped) {
      return Optional.empty();
    } catch (RuntimeException notYaml) {
      SyntaxError.of(notYaml).tell(file, problems);
      return Optional.empty();
    }
  }

  private Optional<Mapping> document() {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return Optional.of(new Mapping(new Position(file, 1, 1), Map.of()));
    }
    Node top = node(first, 0);
    if (parser.nextToken() != null) {
      throw stop("expected one document, found a second one");
    }
    if (top instanceof Nothing) {
      return Optional.of(new Mapping(top.position(), Map.of()));
    }
    if (top instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    problems.add(top.position(), "", "expected a mapping of sections, found " + top.kind());
    return Optional.empty();
  }

  private Node node(JsonToken token, int depth) {
    if (depth > MAX_DEPTH) {
      throw stop("nested deeper than " + MAX_DEPTH + " levels");
    }
    if (parser.isCurrentAlias()) {
      return alias();
    }
    refuseTag();
    count(1);
    int before = nodes;
    String anchor = parser.getObjectId();
    Node node =
        switch (token) {
          case START_OBJECT -> mapping(depth);
          case START_ARRAY -> sequence(depth);
          case VALUE_NULL -> new Nothing(here());
          default -> new Scalar(here(), parser.getString(), false);
        };
    if (anchor != null) {
      anchors.put(anchor, new Anchored(node, nodes - before + 1));
    }
    return node;
  }

  /** Tags choose classes elsewhere; here they would be ignored, so that they are a mistake. */
  private void refuseTag() {
    String tag = parser.getTypeId();
    if (tag != null) {
      problems.add(here(), "", "tag " + tag + " has no meaning here, expected a value without one");
    }
  }

  private Node alias() {
    String name = parser.getString();
    Anchored target = anchors.get(name);
    if (target == null) {
      throw stop("alias *" + name + " refers to nothing that ends before it");
    }
    count(target.nodes());
    return target.node();
  }

  private void count(int more) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw stop("more than " + MAX_NODES + " values, aliases counted with what they stand for");
    }
  }

  private Mapping mapping(int depth) {
    Position start = here();
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (next() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Position at = here();
      Node value = node(next(), depth + 1);
      Entry earlier = entries.putIfAbsent(key, new Entry(at, value));
      if (earlier != null) {
        problems.add(
            at,
            "",
            "key \""
                + key
                + "\" stands twice in one mapping, first in line "
                + earlier.keyPosition().line());
      }
    }
    return new Mapping(start, entries);
  }

  private Sequence sequence(int depth) {
    Position start = here();
    List<Node> items = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      items.add(node(token, depth + 1));
    }
    return new Sequence(start, items);
  }

  private JsonToken next() {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw stop("ends in the middle of a value");
    }
    return token;
  }

  private Stop stop(String message) {
    problems.add(here(), "", message);
    return new Stop();
  }

  private Position here() {
    TokenStreamLocation location = parser.currentTokenLocation();
    return new Position(
        file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }
}
