package io.colophon.labeling.document;

import io.colophon.labeling.container.LabelMetadata;
import io.colophon.labeling.container.LabelOutput;
import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** HTML: {@code <meta name="AIGC">}, first in the head; older ones are taken out. */
final class HtmlWriter implements LabelWriter {
  @Override
  public Set<String> mimeTypes() {
    return Set.of("text/html");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.empty();
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws IOException {
    List<String> notes = new ArrayList<>();
    List<HtmlTags.Tag> tags = HtmlTags.untilBody(HeadText.of(input));
    int place = place(tags);
    long from = 0;
    boolean written = false;
    for (HtmlTags.Tag tag : tags) {
      if (!written && tag.from() >= place) {
        output.copy(input, from, place - from);
        output.write(meta(metadata));
        from = place;
        written = true;
      }
      if (HtmlFormat.isLabel(tag)) {
        Notes.add(notes, Notes.REPLACED_LABEL);
        output.copy(input, from, tag.from() - from);
        from = tag.to();
      }
    }
    if (!written) {
      output.copy(input, from, place - from);
      output.write(meta(metadata));
      from = place;
    }
    output.copy(input, from, input.size() - from);
    return new Written(HtmlFormat.CARRIER, notes, Optional.empty());
  }

  private static byte[] meta(LabelMetadata metadata) {
    return HeadText.utf8(
        "<meta name=\""
            + HtmlFormat.NAME
            + "\" content=\""
            + HtmlTags.escaped(metadata.label().toJson())
            + "\">");
  }

  /** After the head's tag, or where a browser would begin the head. */
  private static int place(List<HtmlTags.Tag> tags) {
    int place = 0;
    for (HtmlTags.Tag tag : tags) {
      if (tag.name().equals("head")) {
        return tag.to();
      }
      if (tag.name().equals("html") || tag.name().startsWith("!")) {
        place = tag.to();
      }
    }
    return place;
  }
}
