package io.colophon.labeling.document;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Plain text as the simplest document of a kind: paragraphs and nothing else. */
final class BareDocuments {
  private static final float SIZE = 11;
  private static final float LEADING = 15;
  private static final float MARGIN = 56;

  private BareDocuments() {}

  static String html(String text) {
    StringBuilder page =
        new StringBuilder(
            "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
                + "<title>Generated text</title>\n</head>\n<body>\n");
    for (String paragraph : text.split("\n{2,}", -1)) {
      if (!paragraph.isBlank()) {
        page.append("<p>")
            .append(HtmlTags.escaped(paragraph.strip()).replace("\n", "<br>\n"))
            .append("</p>\n");
      }
    }
    return page.append("</body>\n</html>\n").toString();
  }

  static void docx(String text, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      part(
          zip,
          "[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
              + "<Default Extension=\"rels\""
              + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
              + "<Override PartName=\"/word/document.xml\" ContentType=\""
              + OoxmlFormat.DOCX
              + ".main+xml\"/></Types>");
      part(
          zip,
          "_rels/.rels",
          "<Relationships"
              + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
              + "<Relationship Id=\"rId1\" Target=\"word/document.xml\" Type=\"http://schemas."
              + "openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>"
              + "</Relationships>");
      StringBuilder body = new StringBuilder();
      for (String line : text.split("\n", -1)) {
        body.append("<w:p><w:r><w:t xml:space=\"preserve\">")
            .append(HtmlTags.escaped(printable(line)))
            .append("</w:t></w:r></w:p>");
      }
      part(
          zip,
          "word/document.xml",
          "<w:document"
              + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
              + "<w:body>"
              + body
              + "</w:body></w:document>");
    }
  }

  static void pdf(String text, Path file) throws LabelingException, IOException {
    PDType1Font font = new PDType1Font(FontName.HELVETICA);
    PDRectangle paper = PDRectangle.A4;
    List<String> lines = lines(text, font, paper.getWidth() - 2 * MARGIN);
    int perPage = (int) ((paper.getHeight() - 2 * MARGIN) / LEADING);
    try (PDDocument document = new PDDocument()) {
      for (int from = 0; from == 0 || from < lines.size(); from += perPage) {
        PDPage page = new PDPage(paper);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(font, SIZE);
          content.setLeading(LEADING);
          content.newLineAtOffset(MARGIN, paper.getHeight() - MARGIN);
          for (String line : lines.subList(from, Math.min(lines.size(), from + perPage))) {
            content.showText(line);
            content.newLine();
          }
          content.endText();
        }
      }
      document.save(file.toFile());
    }
  }

  private static List<String> lines(String text, PDType1Font font, float width)
      throws LabelingException, IOException {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      StringBuilder line = new StringBuilder();
      for (String word : printable(paragraph).split(" ", -1)) {
        String longer = line.isEmpty() ? word : line + " " + word;
        if (!line.isEmpty() && width(font, longer) > width) {
          lines.add(line.toString());
          line.setLength(0);
          longer = word;
        }
        line.setLength(0);
        line.append(longer);
      }
      width(font, line.toString());
      lines.add(line.toString());
    }
    return lines;
  }

  private static float width(PDType1Font font, String line) throws LabelingException, IOException {
    try {
      return font.getStringWidth(line) / 1000 * SIZE;
    } catch (IllegalArgumentException e) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT,
          "PDF can hold Western European characters only (export DOCX or HTML instead): "
              + e.getMessage(),
          e);
    }
  }

  private static String printable(String line) {
    StringBuilder kept = new StringBuilder(line.length());
    line.codePoints()
        .filter(c -> c == ' ' || !Character.isISOControl(c))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static void part(ZipOutputStream zip, String name, String xml) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(xml.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
