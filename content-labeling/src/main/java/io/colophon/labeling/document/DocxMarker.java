package io.colophon.labeling.document;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Scratch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** DOCX: the words as the first paragraph of the document. */
final class DocxMarker implements MediaMarker {
  private static final String PART = "word/document.xml";

  /** The main part is held while it is changed; a book has a few megabytes. */
  private static final int MOST_PART = 64 << 20;

  private static final Pattern BODY = Pattern.compile("<((?:[\\w.-]+:)?)body(?:\\s[^>]*)?>");

  @Override
  public Set<String> mimeTypes() {
    return Set.of(OoxmlFormat.DOCX);
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
      throws LabelingException, IOException {
    String words = shown.orElseThrow().words();
    try (ZipFile zip = OoxmlParts.open(input);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), 1 << 16)) {
      String document = document(zip);
      Matcher body = BODY.matcher(document);
      if (!body.find()) {
        throw new MalformedMediaException("docx.body", PART + " has no body");
      }
      String prefix = body.group(1) == null ? "" : body.group(1);
      String labelled =
          document.substring(0, body.end())
              + paragraph(prefix, words)
              + document.substring(body.end());
      PackageCopy.write(zip, Map.of(PART, labelled.getBytes(StandardCharsets.UTF_8)), out);
    } catch (ZipException e) {
      throw new MalformedMediaException("zip.structure", String.valueOf(e.getMessage()));
    }
    return new Marked(
        Optional.of(ExplicitLabel.text(words, "start")), OptionalLong.empty(), List.of());
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Marked marked) throws IOException {
    String words = marked.explicit().orElseThrow().text();
    try (ZipFile zip = OoxmlParts.open(output)) {
      return document(zip).contains(">" + words + "<")
          ? Optional.empty()
          : Optional.of("the words \"" + words + "\" were not found in the document");
    } catch (LabelingException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String document(ZipFile zip) throws LabelingException, IOException {
    ZipEntry entry = zip.getEntry(PART);
    if (entry == null) {
      throw new MalformedMediaException("ooxml.part-missing", "the package has no " + PART);
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes(MOST_PART + 1);
    }
    if (bytes.length > MOST_PART) {
      throw new LabelingException(
          Reason.TOO_LARGE, PART + " has more than " + MOST_PART + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String paragraph(String prefix, String words) {
    return "<P:p><P:r><P:t>W</P:t></P:r></P:p>"
        .replace("P:", prefix)
        .replace(">W<", ">" + words + "<");
  }
}
