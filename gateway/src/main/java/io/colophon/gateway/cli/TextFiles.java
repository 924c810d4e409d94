package io.colophon.gateway.cli;

import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.Origin;
import io.colophon.labeling.container.LabelMetadata;
import io.colophon.labeling.document.TextExport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Texts in files: a form that has a place for the metadata label gets it. */
final class TextFiles {
  private TextFiles() {}

  /**
   * Makes of a finished text file the document that its name asks for; a file of any other name
   * stays as it is.
   *
   * @param aigc the label that came with the answer; empty when there was none
   */
  static void label(Path file, String text, String aigc) throws IOException {
    Optional<TextExport> export = TextExport.of(file);
    Optional<AigcLabel> label = AigcLabel.parse(aigc);
    if (export.isEmpty() || label.isEmpty()) {
      return;
    }
    LabelMetadata metadata =
        new LabelMetadata(label.get(), Origin.GENERATED.digitalSourceType(), "", "", Instant.EPOCH);
    try {
      export.get().write(text, metadata, file);
    } catch (LabelingException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }
}
