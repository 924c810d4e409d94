package io.colophon.labeling.document;

import io.colophon.labeling.container.LabelSink;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.MediaFormat;
import io.colophon.labeling.container.Source;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Office Open XML (ECMA-376): the label is a custom property of the package (TC260-PG-20258A 6.1).
 * One reader serves DOCX, PPTX and XLSX, which differ in other parts.
 */
public final class OoxmlFormat implements MediaFormat {
  /** Where the label stands. */
  public static final String CARRIER = "ooxml-custom-property";

  static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  static final String PPTX =
      "application/vnd.openxmlformats-officedocument.presentationml.presentation";
  static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private static final byte[] LOCAL_HEADER = {'P', 'K', 3, 4};
  private static final int NAME = 30;
  private static final List<String> FIRST_ENTRIES =
      List.of("[Content_Types].xml", "_rels/", "docProps/", "word/", "ppt/", "xl/", "customXml/");

  @Override
  public String mimeType() {
    return DOCX;
  }

  @Override
  public boolean recognises(byte[] head) {
    if (head.length <= NAME
        || !java.util.Arrays.equals(head, 0, 4, LOCAL_HEADER, 0, LOCAL_HEADER.length)) {
      return false;
    }
    String name = new String(head, NAME, head.length - NAME, StandardCharsets.ISO_8859_1);
    return FIRST_ENTRIES.stream().anyMatch(name::startsWith);
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    try (ZipFile zip = OoxmlParts.open(file.path())) {
      CustomProperties.read(zip).labels().forEach(label -> labels.label(CARRIER, label));
    } catch (ZipException | EOFException e) {
      throw new MalformedMediaException("zip.structure", String.valueOf(e.getMessage()));
    }
  }
}
