package io.colophon.labeling.document;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Words in a text file: a paragraph of their own before the text, or after it. In the middle is at
 * the end here: a finished file has no place that suits better.
 */
final class TextFileMarker implements MediaMarker {
  private final Set<String> mimeTypes;
  private final boolean html;

  private TextFileMarker(Set<String> mimeTypes, boolean html) {
    this.mimeTypes = mimeTypes;
    this.html = html;
  }

  static TextFileMarker markdown() {
    return new TextFileMarker(new MarkdownWriter().mimeTypes(), false);
  }

  static TextFileMarker html() {
    return new TextFileMarker(new HtmlWriter().mimeTypes(), true);
  }

  @Override
  public Set<String> mimeTypes() {
    return mimeTypes;
  }

  @Override
  public boolean watermarks() {
    return false;
  }

  @Override
  public Marked mark(
      Path input,
      String mimeType,
      Optional<ShownLabel> shown,
      OptionalLong watermark,
      Path output,
      Scratch scratch)
      throws IOException {
    ShownLabel label = shown.orElseThrow();
    boolean start = html || label.textPlace() == ShownLabel.TextPlace.START;
    try (Source source = Source.open(input);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), 1 << 16)) {
      long at = start ? start(source) : source.size();
      source.copy(0, at, out);
      out.write(HeadText.utf8(paragraph(label.words(), start)));
      source.copy(at, source.size() - at, out);
    }
    String place = (start ? ShownLabel.TextPlace.START : ShownLabel.TextPlace.END).name();
    return new Marked(
        Optional.of(ExplicitLabel.text(label.words(), place.toLowerCase(Locale.ROOT))),
        OptionalLong.empty(),
        List.of());
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Marked marked) throws IOException {
    String words = marked.explicit().orElseThrow().text();
    try (Source source = Source.open(output)) {
      int window = (int) Math.min(HeadText.MOST, source.size());
      boolean found =
          text(source, 0, window).contains(words)
              || text(source, source.size() - window, window).contains(words);
      return found
          ? Optional.empty()
          : Optional.of("the words \"" + words + "\" were not found in the text");
    }
  }

  private static String text(Source source, long at, int length) throws IOException {
    return new String(source.bytes(at, length), StandardCharsets.UTF_8);
  }

  private String paragraph(String words, boolean start) {
    if (html) {
      return "<p class=\"" + HtmlFormat.LABEL_CLASS + "\" role=\"note\">" + words + "</p>";
    }
    return start ? words + "\n\n" : "\n\n" + words + "\n";
  }

  private long start(Source source) throws IOException {
    String head = HeadText.of(source);
    if (!html) {
      return FrontMatter.of(head).map(matter -> afterLine(head, matter.end())).orElse(0);
    }
    List<HtmlTags.Tag> tags = HtmlTags.untilBody(head);
    HtmlTags.Tag last = tags.isEmpty() ? null : tags.get(tags.size() - 1);
    return last != null && last.name().equals("body") ? last.to() : source.size();
  }

  private static int afterLine(String head, int from) {
    int feed = head.indexOf('\n', from);
    return feed < 0 ? head.length() : feed + 1;
  }
}
