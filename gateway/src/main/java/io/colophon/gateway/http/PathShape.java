package io.colophon.gateway.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A path with names in it. Immutable. */
final class PathShape {
  private final String template;
  private final List<Segment> segments;
  private final boolean open;

  /**
   * @param name empty for a literal segment
   * @param text the literal, or what follows the name, such as {@code :verb}
   */
  private record Segment(String name, String text) {}

  private PathShape(String template, List<Segment> segments, boolean open) {
    this.template = template;
    this.segments = segments;
    this.open = open;
  }

  static PathShape of(String template) {
    List<Segment> segments = new ArrayList<>();
    boolean open = false;
    int from = 1;
    while (from <= template.length()) {
      int slash = template.indexOf('/', from);
      int to = slash < 0 ? template.length() : slash;
      String part = template.substring(from, to);
      if (part.startsWith("{")) {
        int close = part.indexOf('}');
        if (close < 2) {
          throw new IllegalArgumentException("path " + template + ": expected {name}");
        }
        String name = part.substring(1, close);
        open = name.endsWith("*");
        segments.add(
            new Segment(
                open ? name.substring(0, name.length() - 1) : name, part.substring(close + 1)));
      } else {
        segments.add(new Segment("", part));
      }
      from = to + 1;
    }
    return new PathShape(template, List.copyOf(segments), open);
  }

  String template() {
    return template;
  }

  /** What the names stand for; null if the path has another shape. */
  @Nullable Map<String, String> match(String path) {
    Map<String, String> found = null;
    int from = 1;
    int last = segments.size() - 1;
    for (int i = 0; i <= last; i++) {
      if (from > path.length()) {
        return null;
      }
      Segment segment = segments.get(i);
      int slash = path.indexOf('/', from);
      int to = slash < 0 || (open && i == last) ? path.length() : slash;
      if (i == last && to != path.length()) {
        return null;
      }
      if (segment.name().isEmpty()) {
        int length = to - from;
        if (length != segment.text().length()
            || !path.regionMatches(from, segment.text(), 0, length)) {
          return null;
        }
      } else {
        int end = to - segment.text().length();
        if (end <= from || !path.startsWith(segment.text(), end)) {
          return null;
        }
        found = put(found, segment.name(), path, from, end);
      }
      from = to + 1;
    }
    return found == null ? Map.of() : found;
  }

  private static Map<String, String> put(
      @Nullable Map<String, String> into, String name, String path, int from, int to) {
    Map<String, String> map = into == null ? new HashMap<>(4) : into;
    map.put(name, decoded(path.substring(from, to)));
    return map;
  }

  private static String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      // A plus is a plus in a path; the decoder is made for queries, where it is a blank.
      return QueryStringDecoder.decodeComponent(
          segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return segment;
    }
  }
}
