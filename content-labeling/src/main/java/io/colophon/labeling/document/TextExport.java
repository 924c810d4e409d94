package io.colophon.labeling.document;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.container.LabelMetadata;
import io.colophon.labeling.container.LabelOutput;
import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.credentials.TextWrapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/**
 * A generated text as a document with the metadata label (TC260-PG-20258A). The words that people
 * see are part of the text already. Markdown keeps a C2PA wrapper at its end; the other forms are
 * no longer the text that it speaks of, so it is left out.
 */
public enum TextExport {
  MARKDOWN(".md", new MarkdownWriter()),
  HTML(".html", new HtmlWriter()),
  DOCX(".docx", new OoxmlWriter()),
  PDF(".pdf", new PdfWriter());

  private final String ending;
  private final LabelWriter writer;

  TextExport(String ending, LabelWriter writer) {
    this.ending = ending;
    this.writer = writer;
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

  /**
   * Writes the document.
   *
   * @param text as it was answered, the words of its label included
   * @param file replaced if it exists; whole or not there at all
   * @throws LabelingException if the text cannot be written in this form: PDF has the characters of
   *     Western Europe only, and says which one it lacks
   */
  public void write(String text, LabelMetadata metadata, Path file)
      throws LabelingException, IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path bare = Files.createTempFile(folder, "export-", ending);
    Path part = Files.createTempFile(folder, "export-", ".part");
    try {
      switch (this) {
        case MARKDOWN -> Files.writeString(bare, text);
        case HTML -> Files.writeString(bare, BareDocuments.html(TextWrapper.strip(text)));
        case DOCX -> BareDocuments.docx(TextWrapper.strip(text), bare);
        case PDF -> BareDocuments.pdf(TextWrapper.strip(text), bare);
      }
      try (Source source = Source.open(bare);
          FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        LabelOutput output = new LabelOutput(channel, null);
        writer.write(source, metadata, 0, output);
        output.flush();
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(bare);
      Files.deleteIfExists(part);
    }
  }
}
