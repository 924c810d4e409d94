package io.colophon.labeling.document;

import io.colophon.labeling.container.LabelSink;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.MediaFormat;
import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * PDF (ISO 32000): the label is the key {@code AIGC} of the Info dictionary (TC260-PG-20258A 6.3).
 */
public final class PdfFormat implements MediaFormat {
  /** Where the label stands. */
  public static final String CARRIER = "pdf-info";

  static final String KEY = "AIGC";

  private static final byte[] HEADER = "%PDF-".getBytes(StandardCharsets.US_ASCII);

  @Override
  public String mimeType() {
    return "application/pdf";
  }

  @Override
  public boolean recognises(byte[] head) {
    return head.length > HEADER.length
        && java.util.Arrays.equals(head, 0, HEADER.length, HEADER, 0, HEADER.length);
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    try (PDDocument document = PdfDocuments.open(file.path())) {
      String label = document.getDocumentInformation().getCustomMetadataValue(KEY);
      if (label != null) {
        labels.label(CARRIER, label);
      }
      PdfStore.find(document, file, labels);
    } catch (StackOverflowError e) {
      throw new MalformedMediaException("pdf.depth", "its structure is nested without end");
    }
  }
}
