package io.colophon.labeling.document;

import io.colophon.labeling.container.LabelSink;
import io.colophon.labeling.container.MediaFormat;
import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML. No guide names a place for the label; {@code <meta name="AIGC">} is what is used in
 * practice. The words are looked for in a paragraph of their own.
 */
public final class HtmlFormat implements MediaFormat {
  /** Where the label stands. */
  public static final String CARRIER = "html-meta";

  static final String NAME = "AIGC";

  /** The class of the paragraph that we write. */
  static final String LABEL_CLASS = "ai-label";

  private static final Pattern WORDS =
      Pattern.compile("<p[^>]*\\b" + LABEL_CLASS + "\\b[^>]*>([^<]{1,80})</p>");

  @Override
  public String mimeType() {
    return "text/html";
  }

  @Override
  public boolean recognises(byte[] head) {
    String start =
        new String(head, StandardCharsets.UTF_8)
            .replace("\uFEFF", "")
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html")
        || start.startsWith("<html")
        || start.startsWith("<head")
        // As we write it in front of what has no whole head.
        || start.startsWith("<meta name=\"aigc\"");
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    String head = HeadText.of(file);
    for (HtmlTags.Tag tag : HtmlTags.untilBody(head)) {
      if (isLabel(tag)) {
        labels.label(CARRIER, tag.attribute("content").orElse(""));
      }
    }
    Matcher words = WORDS.matcher(head);
    if (words.find()) {
      labels.note("html.words", "the page says that it is machine-made");
    }
  }

  static boolean isLabel(HtmlTags.Tag tag) {
    return tag.name().equals("meta")
        && tag.attribute("name").map(name -> name.equalsIgnoreCase(NAME)).orElse(false);
  }
}
