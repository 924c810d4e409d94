package io.colophon.labeling.document;

import io.colophon.labeling.container.LabelSink;
import io.colophon.labeling.container.MediaFormat;
import io.colophon.labeling.container.PlainText;
import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Markdown with YAML front matter; without it a Markdown file is plain text. */
public final class MarkdownFormat implements MediaFormat {
  /** Where the label stands. */
  public static final String CARRIER = "markdown-front-matter";

  private final PlainText words = new PlainText();

  @Override
  public String mimeType() {
    return "text/markdown";
  }

  @Override
  public boolean recognises(byte[] head) {
    String start = new String(head, StandardCharsets.UTF_8);
    return (start.startsWith("---\n")
            || start.startsWith("---\r\n")
            || start.startsWith("\uFEFF---\n"))
        && words.recognises(head);
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    FrontMatter.of(HeadText.of(file))
        .ifPresent(matter -> matter.labels().forEach(label -> labels.label(CARRIER, label.json())));
    words.read(file, labels);
  }
}
