package io.colophon.labeling.document;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.credentials.TextWrapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A generated text as a document, still without a label: it gets one as any file does. A C2PA
 * wrapper speaks of the text alone and is left out.
 */
public enum TextExport {
  MARKDOWN(".md"),
  HTML(".html"),
  DOCX(".docx"),
  PDF(".pdf");

  private final String ending;

  TextExport(String ending) {
    this.ending = ending;
  }

  /** The form that a file's name asks for; empty for any other. */
  public static Optional<TextExport> of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (TextExport export : values()) {
      if (name.endsWith(export.ending)) {
        return Optional.of(export);
      }
    }
    return Optional.empty();
  }

  /** What names of this form end with, the dot included. */
  public String ending() {
    return ending;
  }

  /**
   * Writes the document.
   *
   * @param file replaced if it exists
   * @throws LabelingException if the text cannot be written in this form: PDF has the characters of
   *     Western Europe only, and says which one it lacks
   */
  public void write(String text, Path file) throws LabelingException, IOException {
    String bare = TextWrapper.strip(text);
    switch (this) {
      // Front matter, though empty, tells Markdown from any other text.
      case MARKDOWN -> Files.writeString(file, "---\n---\n\n" + bare);
      case HTML -> Files.writeString(file, BareDocuments.html(bare));
      case DOCX -> BareDocuments.docx(bare, file);
      case PDF -> BareDocuments.pdf(bare, file);
    }
  }
}
