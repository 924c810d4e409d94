package io.colophon.labeling.document;

import io.colophon.labeling.container.LabelWriter;
import java.util.List;

/** The writers of documents. */
public final class DocumentWriters {
  private DocumentWriters() {}

  public static List<LabelWriter> all() {
    return List.of(new MarkdownWriter(), new HtmlWriter(), new OoxmlWriter(), new PdfWriter());
  }
}
