package io.colophon.gateway.config.yaml;

import io.colophon.gateway.config.yaml.Node.Entry;
import io.colophon.gateway.config.yaml.Node.Mapping;
import io.colophon.gateway.config.yaml.Node.Nothing;
import io.colophon.gateway.config.yaml.Node.Scalar;
import io.colophon.gateway.config.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML 1.2 document, of which JSON is a part, into {@link Node}s. Guards against files
 * that are small but make much: aliases count with all they stand for, and size, depth and number
 * of nodes are limited. Works on the events of the parser that jackson-dataformat-yaml wraps: they
 * tell quoted from plain values, and half of the classes stay unloaded at start.
 */
public final class YamlReader {
  /** Most characters of a file. */
  public static final int MAX_CHARACTERS = 1 << 20;

  /** Deepest nesting. */
  public static final int MAX_DEPTH = 32;

  /** Most nodes of a file, each alias counted as what it stands for. */
  public static final int MAX_NODES = 50_000;

  /** Plain values that say nothing: the core schema, YAML 1.2.2, section 10.3.2. */
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final String file;
  private final Problems problems;
  private final Parser events;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int nodes;

  private record Anchored(Node node, int nodes) {}

  /** Reading cannot go on; the problem has been told. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stop() {
      super(null, null, false, false);
    }
  }

  private YamlReader(String file, Parser events, Problems problems) {
    this.file = file;
    this.events = events;
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
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).build();
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      Parser parser = new ParserImpl(settings, new StreamReader(settings, body));
      return new YamlReader(file, parser, problems).document();
    } catch (Stop stopped) {
      return Optional.empty();
    } catch (YamlEngineException notYaml) {
      SyntaxError.of(notYaml, body).tell(file, problems);
      return Optional.empty();
    }
  }

  private Optional<Mapping> document() {
    events.next();
    if (events.checkEvent(Event.ID.StreamEnd)) {
      return Optional.of(new Mapping(new Position(file, 1, 1), Map.of()));
    }
    events.next();
    Node top = node(events.next(), 0);
    events.next();
    if (!events.checkEvent(Event.ID.StreamEnd)) {
      throw stop(events.peekEvent(), "expected one document, found a second one");
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

  private Node node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw stop(event, "nested deeper than " + MAX_DEPTH + " levels");
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    count(event, 1);
    int before = nodes;
    Node node;
    if (event instanceof MappingStartEvent start) {
      refuseTag(start, start.getTag());
      node = mapping(start, depth);
    } else if (event instanceof SequenceStartEvent start) {
      refuseTag(start, start.getTag());
      node = sequence(start, depth);
    } else {
      ScalarEvent scalar = (ScalarEvent) event;
      refuseTag(scalar, scalar.getTag());
      node =
          scalar.isPlain() && NULLS.contains(scalar.getValue())
              ? new Nothing(position(scalar))
              : new Scalar(position(scalar), scalar.getValue(), false);
    }
    int size = nodes - before + 1;
    ((NodeEvent) event).getAnchor().ifPresent(name -> anchors.put(name, new Anchored(node, size)));
    return node;
  }

  /** Tags choose classes elsewhere; here they would be ignored, so that they are a mistake. */
  private void refuseTag(Event event, Optional<String> tag) {
    if (tag.isPresent()) {
      problems.add(
          position(event), "", "tag " + tag.get() + " has no meaning here, expected a plain value");
    }
  }

  private Node alias(AliasEvent alias) {
    Anchored target = anchors.get(alias.getAlias());
    if (target == null) {
      throw stop(alias, "alias *" + alias.getAlias() + " refers to nothing that ends before it");
    }
    count(alias, target.nodes());
    return target.node();
  }

  private void count(Event event, int more) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw stop(
          event, "more than " + MAX_NODES + " values, aliases counted with what they stand for");
    }
  }

  private Mapping mapping(MappingStartEvent start, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
      if (!(next instanceof ScalarEvent key)) {
        throw stop(next, "expected a name as key");
      }
      Position at = position(key);
      Entry earlier =
          entries.putIfAbsent(key.getValue(), new Entry(at, node(events.next(), depth + 1)));
      if (earlier != null) {
        problems.add(
            at,
            "",
            "key "
                + new Scalar(at, key.getValue(), false).shown()
                + " stands twice in one mapping, first in line "
                + earlier.keyPosition().line());
      }
    }
    return new Mapping(position(start), entries);
  }

  private Sequence sequence(SequenceStartEvent start, int depth) {
    List<Node> items = new ArrayList<>();
    for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
      items.add(node(next, depth + 1));
    }
    return new Sequence(position(start), items);
  }

  private Stop stop(Event event, String message) {
    problems.add(position(event), "", message);
    return new Stop();
  }

  private Position position(Event event) {
    return event
        .getStartMark()
        .map(mark -> new Position(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElseGet(() -> Position.wholeFile(file));
  }
}
