package io.colophon.labeling.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds a few tags in the head of an HTML page as a lenient reader does: comments and the insides
 * of scripts and styles are skipped, attribute quotes may be single, double or missing.
 */
final class HtmlTags {
  /** What stands between these is text, whatever it looks like. */
  private static final Set<String> TEXT_ONLY = Set.of("script", "style", "title", "textarea");

  private static final Pattern ATTRIBUTE =
      Pattern.compile("([a-zA-Z-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");

  /** The head of a page has a few dozen. */
  private static final int MOST = 10_000;

  private HtmlTags() {}

  /** A tag: where it is, its name in lower case, and what stands between name and bracket. */
  record Tag(int from, int to, String name, String attributes) {
    Optional<String> attribute(String wanted) {
      Matcher attribute = ATTRIBUTE.matcher(attributes);
      while (attribute.find()) {
        if (attribute.group(1).equalsIgnoreCase(wanted)) {
          String value =
              attribute.group(2) != null
                  ? attribute.group(2)
                  : attribute.group(3) != null ? attribute.group(3) : attribute.group(4);
          return Optional.of(unescaped(value));
        }
      }
      return Optional.empty();
    }
  }

  /** The opening tags up to and with {@code <body>}; takes time in proportion to the text. */
  static List<Tag> untilBody(String head) {
    List<Tag> tags = new ArrayList<>();
    for (int at = head.indexOf('<'); at >= 0 && tags.size() < MOST; ) {
      int next = at + 1;
      if (head.startsWith("<!--", at)) {
        next = after(head, "-->", at);
      } else if (next < head.length() && isNameStart(head.charAt(next))) {
        Tag tag = tag(head, at);
        if (tag == null) {
          return tags;
        }
        tags.add(tag);
        if (tag.name().equals("body")) {
          return tags;
        }
        next = TEXT_ONLY.contains(tag.name()) ? afterText(head, tag) : tag.to();
      }
      at = next < 0 ? -1 : head.indexOf('<', next);
    }
    return tags;
  }

  /** The tag that begins here; null when it has no end, and so has nothing behind it. */
  private static @Nullable Tag tag(String head, int from) {
    int name = from + 1;
    while (name < head.length() && isNameStart(head.charAt(name))) {
      name++;
    }
    for (int i = name; i >= 0 && i < head.length(); i++) {
      char c = head.charAt(i);
      if (c == '>') {
        String lower = head.substring(from + 1, name).toLowerCase(Locale.ROOT);
        return new Tag(from, i + 1, lower, head.substring(name, i));
      }
      if (c == '"' || c == '\'') {
        i = head.indexOf(c, i + 1);
        if (i < 0) {
          return null;
        }
      }
    }
    return null;
  }

  private static int afterText(String head, Tag tag) {
    String end = "</" + tag.name();
    for (int at = head.indexOf("</", tag.to()); at >= 0; at = head.indexOf("</", at + 2)) {
      if (head.regionMatches(true, at, end, 0, end.length())) {
        return at + end.length();
      }
    }
    return -1;
  }

  private static int after(String head, String mark, int from) {
    int at = head.indexOf(mark, from);
    return at < 0 ? -1 : at + mark.length();
  }

  private static boolean isNameStart(char c) {
    return c == '!' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  private static String unescaped(String text) {
    return text.replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
