package io.colophon.labeling.document;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.MalformedMediaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Opens PDFs with limits and writes what changed behind them, as incremental updates. */
final class PdfDocuments {
  /** The library keeps the structure of a file in memory. */
  static final long MOST_BYTES = 512L << 20;

  private PdfDocuments() {}

  /**
   * Opens a file.
   *
   * @throws MalformedMediaException if it cannot be read as a PDF, or is too large to be tried
   */
  static PDDocument open(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new MalformedMediaException("pdf.size", size + " bytes, expected up to " + MOST_BYTES);
    }
    try {
      return Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache());
    } catch (InvalidPasswordException e) {
      throw new MalformedMediaException("pdf.password", "a password is needed to read it");
    } catch (StackOverflowError e) {
      throw new MalformedMediaException("pdf.depth", "its structure is nested without end");
    } catch (IOException | RuntimeException e) {
      throw new MalformedMediaException("pdf.structure", String.valueOf(e.getMessage()));
    }
  }

  /** Opens a file that is to be changed. */
  static PDDocument openForUpdate(Path file) throws LabelingException, IOException {
    PDDocument document = open(file);
    if (document.isEncrypted()) {
      document.close();
      throw new LabelingException(Reason.UNSUPPORTED_VARIANT, "the PDF is encrypted");
    }
    return document;
  }

  /** What the changed objects add behind the bytes of the file. */
  static byte[] update(PDDocument document, Set<COSDictionary> changed, long originalBytes)
      throws IOException {
    Behind behind = new Behind(originalBytes);
    changed.forEach(dictionary -> dictionary.setNeedToBeUpdated(true));
    document.saveIncremental(behind, changed);
    return behind.bytes.toByteArray();
  }

  /** Lets the copy of the original go by and keeps what follows it. */
  private static final class Behind extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long original;

    Behind(long original) {
      this.original = original;
    }

    @Override
    public void write(int b) {
      if (original > 0) {
        original--;
      } else {
        bytes.write(b);
      }
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      int skipped = (int) Math.min(original, length);
      original -= skipped;
      bytes.write(from, offset + skipped, length - skipped);
    }
  }
}
