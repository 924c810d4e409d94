package io.colophon.labeling.document;

import io.colophon.labeling.AigcLabel;
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

/** Markdown: the label as the first key of the YAML front matter (TC260-PG-20258A 6.5). */
final class MarkdownWriter implements LabelWriter {
  private static final String FENCE = "---\n";

  @Override
  public Set<String> mimeTypes() {
    return Set.of("text/markdown", "text/x-markdown");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.empty();
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws IOException {
    List<String> notes = new ArrayList<>();
    String head = HeadText.of(input);
    output.write(HeadText.utf8(FENCE + block(metadata.label())));
    Optional<FrontMatter> matter = FrontMatter.of(head);
    if (matter.isEmpty()) {
      output.write(HeadText.utf8(FENCE + "\n"));
      output.copy(input, 0, input.size());
      return new Written(MarkdownFormat.CARRIER, notes, Optional.empty());
    }
    int from = matter.get().start();
    for (FrontMatter.Entry old : matter.get().labels()) {
      Notes.add(notes, Notes.REPLACED_LABEL);
      output.copy(input, from, old.from() - from);
      from = old.to();
    }
    output.copy(input, from, input.size() - from);
    return new Written(MarkdownFormat.CARRIER, notes, Optional.empty());
  }

  private static String block(AigcLabel label) {
    StringBuilder block = new StringBuilder("AIGC:\n");
    label
        .fields()
        .forEach(
            (key, value) ->
                block
                    .append("  ")
                    .append(key)
                    .append(": \"")
                    .append(value.replace("\"", "\\\""))
                    .append("\"\n"));
    return block.toString();
  }
}
