package io.colophon.labeling.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The YAML block at the head of a Markdown file, line by line: enough of YAML to find and replace
 * one key at the top, nothing else is touched (TC260-PG-20258A 6.5).
 */
final class FrontMatter {
  private static final Pattern FENCE = Pattern.compile("(?:\u00EF\u00BB\u00BF)?---[ \t]*\r?\n");
  private static final Pattern END = Pattern.compile("(?m)^(?:---|\\.\\.\\.)[ \t]*(?:\r?\n|\\z)");
  private static final Pattern KEY = Pattern.compile("AIGC[ \t]*:[ \t]*(.*?)\r?\n", Pattern.DOTALL);
  private static final Pattern MEMBER =
      Pattern.compile("[ \t]+\"?([A-Za-z0-9]+)\"?[ \t]*:[ \t]*(.*?)[ \t]*\r?\n");

  private final int start;
  private final int end;
  private final List<Entry> labels;

  private FrontMatter(int start, int end, List<Entry> labels) {
    this.start = start;
    this.end = end;
    this.labels = labels;
  }

  /** A label in the block: where its lines are, and its value as JSON. */
  record Entry(int from, int to, String json) {}

  /** The block of a text that begins with one; empty when it does not or the block has no end. */
  static Optional<FrontMatter> of(String head) {
    Matcher fence = FENCE.matcher(head);
    if (!fence.lookingAt()) {
      return Optional.empty();
    }
    Matcher end = END.matcher(head).region(fence.end(), head.length());
    if (!end.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new FrontMatter(fence.end(), end.start(), labels(head, fence.end(), end.start())));
  }

  /** Offset of the first line within the block. */
  int start() {
    return start;
  }

  /** Offset of the line that closes it. */
  int end() {
    return end;
  }

  List<Entry> labels() {
    return labels;
  }

  private static List<Entry> labels(String head, int start, int end) {
    List<Entry> labels = new ArrayList<>();
    Matcher key = KEY.matcher(head);
    for (int line = start; line < end; ) {
      int next = nextLine(head, line, end);
      if (key.region(line, next).lookingAt()) {
        next = label(head, line, next, end, key.group(1).strip(), labels);
      }
      line = next;
    }
    return labels;
  }

  private static int label(
      String head, int line, int next, int end, String value, List<Entry> labels) {
    StringBuilder json = new StringBuilder();
    int to = next;
    Matcher member = MEMBER.matcher(head);
    while (to < end && (head.charAt(to) == ' ' || head.charAt(to) == '\t')) {
      int following = nextLine(head, to, end);
      if (member.region(to, following).lookingAt()) {
        json.append(json.isEmpty() ? "" : ",")
            .append(quoted(member.group(1)))
            .append(':')
            .append(quoted(unquoted(member.group(2))));
      }
      to = following;
    }
    labels.add(new Entry(line, to, value.isEmpty() ? "{" + json + "}" : unquoted(value)));
    return to;
  }

  private static int nextLine(String head, int from, int end) {
    int feed = head.indexOf('\n', from);
    return feed < 0 || feed >= end ? end : feed + 1;
  }

  private static String unquoted(String value) {
    if (value.length() >= 2 && value.charAt(0) == '"' && value.endsWith("\"")) {
      return value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }
    if (value.length() >= 2 && value.charAt(0) == '\'' && value.endsWith("'")) {
      return value.substring(1, value.length() - 1).replace("''", "'");
    }
    return value;
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
