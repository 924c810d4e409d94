package io.colophon.provider.declarative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads one YAML document strictly: no anchors, no tags, no repeated keys, no empty values. */
final class YamlFile {
  private static final int MOST_CHARACTERS = 256 * 1024;
  private static final int MOST_DEPTH = 32;

  private final String file;
  private final Parser events;

  private YamlFile(String file, Parser events) {
    this.file = file;
    this.events = events;
  }

  /**
   * Reads a document.
   *
   * @throws AdapterException if it is not one mapping
   */
  static Node.Mapping read(String file, String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new AdapterException(
          file, "has " + text.length() + " characters, expected at most " + MOST_CHARACTERS);
    }
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS).build();
    try {
      Parser parser = new ParserImpl(settings, new StreamReader(settings, text));
      Node top = new YamlFile(file, parser).document();
      if (top instanceof Node.Mapping mapping) {
        return mapping;
      }
      throw new AdapterException(top, "expected a mapping, found " + top.kind());
    } catch (MarkedYamlEngineException wrong) {
      throw new AdapterException(
          wrong.getProblemMark().map(mark -> place(file, mark)).orElse(file),
          "not YAML: " + wrong.getProblem());
    } catch (YamlEngineException wrong) {
      throw new AdapterException(file, "not YAML: " + wrong.getMessage());
    }
  }

  private Node document() {
    events.next();
    if (events.checkEvent(Event.ID.StreamEnd)) {
      throw new AdapterException(file, "is empty, expected a mapping");
    }
    events.next();
    Node top = node(events.next(), 0);
    events.next();
    if (!events.checkEvent(Event.ID.StreamEnd)) {
      throw new AdapterException(
          place(events.peekEvent()), "expected one document, found a second");
    }
    return top;
  }

  private Node node(Event event, int depth) {
    if (depth > MOST_DEPTH) {
      throw new AdapterException(place(event), "nested deeper than " + MOST_DEPTH + " levels");
    }
    if (event instanceof MappingStartEvent start) {
      return mapping(start, depth);
    }
    if (event instanceof SequenceStartEvent start) {
      List<Node> items = new ArrayList<>();
      for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
        items.add(node(next, depth + 1));
      }
      return new Node.Sequence(place(start), List.copyOf(items));
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    throw new AdapterException(place(event), "aliases are not used in adapters");
  }

  private Node mapping(MappingStartEvent start, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
      if (!(next instanceof ScalarEvent key)) {
        throw new AdapterException(place(next), "expected a key, found a structure");
      }
      Node value = node(events.next(), depth + 1);
      if (entries.put(key.getValue(), value) != null) {
        throw new AdapterException(place(key), "key \"" + key.getValue() + "\" stands here twice");
      }
    }
    return new Node.Mapping(place(start), entries);
  }

  private Node scalar(ScalarEvent scalar) {
    String text = scalar.getValue();
    if (scalar.getTag().isPresent()) {
      throw new AdapterException(place(scalar), "tags are not used in adapters");
    }
    if (!scalar.isPlain()) {
      return new Node.Scalar(place(scalar), text);
    }
    if (text.isEmpty() || text.equals("~") || text.equals("null")) {
      throw new AdapterException(place(scalar), "a value is missing");
    }
    return new Node.Scalar(place(scalar), typed(text));
  }

  // The core schema: YAML 1.2.2, section 10.3.2.
  private static Object typed(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (text.matches("[-+]?[0-9]{1,18}")) {
      return Long.valueOf(text);
    }
    if (text.matches("[-+]?[0-9]+\\.[0-9]+([eE][-+]?[0-9]+)?")) {
      return Double.valueOf(text);
    }
    return text;
  }

  private String place(Event event) {
    return event.getStartMark().map(mark -> place(file, mark)).orElse(file);
  }

  private static String place(String file, Mark mark) {
    return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }
}
