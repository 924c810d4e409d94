package io.colophon.labeling.document;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.image.Glyphs;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.util.Matrix;

/**
 * PDF: the words on a dark plate at the top of the first page, drawn as outlines, which need no
 * font; and once more as invisible text in English, for readers that are not eyes.
 */
final class PdfMarker implements MediaMarker {
  private static final double FONT_SHARE = 0.025;
  private static final double LEAST_POINTS = 11;
  private static final double PADDING_EM = 0.35;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("application/pdf");
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
    try (PDDocument document = PdfDocuments.openForUpdate(input);
        Source original = Source.open(input);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), 1 << 16)) {
      if (document.getNumberOfPages() == 0) {
        throw new LabelingException(Reason.UNSUPPORTED_VARIANT, "the PDF has no page");
      }
      PDPage page = document.getPage(0);
      draw(document, page, words);
      Set<COSDictionary> changed = new LinkedHashSet<>();
      changed.add(page.getCOSObject());
      if (page.getResources() != null) {
        changed.add(page.getResources().getCOSObject());
      }
      // A manifest of the original no longer fits; its file becomes our manifest's parent.
      if (PdfStore.remove(document)) {
        changed.add(document.getDocumentCatalog().getCOSObject());
      }
      byte[] update = PdfDocuments.update(document, changed, original.size());
      original.copy(0, original.size(), out);
      out.write(update);
    }
    return new Marked(
        Optional.of(ExplicitLabel.text(words, "start")), OptionalLong.empty(), List.of());
  }

  @Override
  public Optional<String> missing(Path output, String mimeType, Marked marked) throws IOException {
    try (PDDocument document = PdfDocuments.open(output)) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setStartPage(1);
      stripper.setEndPage(1);
      return stripper.getText(document).contains(ShownLabel.ENGLISH)
          ? Optional.empty()
          : Optional.of("the words were not found on the first page");
    }
  }

  private static void draw(PDDocument document, PDPage page, String words) throws IOException {
    PDRectangle box = page.getCropBox();
    boolean turned = page.getRotation() % 180 != 0;
    double width = turned ? box.getHeight() : box.getWidth();
    double height = turned ? box.getWidth() : box.getHeight();
    double size = Math.max(LEAST_POINTS, FONT_SHARE * Math.min(width, height));
    double scale = size / Glyphs.EM;
    double padding = PADDING_EM * size;
    double plateWidth = Glyphs.width(words) * scale + 2 * padding;
    double plateHeight = Glyphs.CAP_HEIGHT * scale + 2 * padding;
    double left = width - plateWidth - size;
    double bottom = height - plateHeight - size;
    try (PDPageContentStream content =
        new PDPageContentStream(document, page, AppendMode.APPEND, true, true)) {
      content.transform(new Matrix(upright(box, page.getRotation(), width, height)));
      content.setNonStrokingColor(Color.BLACK);
      content.addRect((float) left, (float) bottom, (float) plateWidth, (float) plateHeight);
      content.fill();
      content.setNonStrokingColor(Color.WHITE);
      AffineTransform place =
          AffineTransform.getTranslateInstance(left + padding, bottom + padding);
      place.scale(scale, -scale);
      fill(content, Glyphs.outline(words).getPathIterator(place));
      PDType1Font font = new PDType1Font(FontName.HELVETICA);
      double textWidth = font.getStringWidth(ShownLabel.ENGLISH) / 1000 * size;
      content.beginText();
      content.setRenderingMode(RenderingMode.NEITHER);
      content.setFont(font, (float) size);
      content.newLineAtOffset((float) (width - size - textWidth), (float) (bottom + padding));
      content.showText(ShownLabel.ENGLISH);
      content.endText();
    }
  }

  /** From a page as it is seen, origin bottom left, to the coordinates of its content. */
  private static AffineTransform upright(
      PDRectangle box, int rotation, double width, double height) {
    AffineTransform transform =
        AffineTransform.getTranslateInstance(box.getLowerLeftX(), box.getLowerLeftY());
    switch (Math.floorMod(rotation, 360)) {
      case 90 -> transform.concatenate(new AffineTransform(0, 1, -1, 0, height, 0));
      case 180 -> transform.concatenate(new AffineTransform(-1, 0, 0, -1, width, height));
      case 270 -> transform.concatenate(new AffineTransform(0, -1, 1, 0, 0, width));
      default -> {}
    }
    return transform;
  }

  private static void fill(PDPageContentStream content, PathIterator path) throws IOException {
    float[] p = new float[6];
    for (; !path.isDone(); path.next()) {
      switch (path.currentSegment(p)) {
        case PathIterator.SEG_MOVETO -> content.moveTo(p[0], p[1]);
        case PathIterator.SEG_LINETO -> content.lineTo(p[0], p[1]);
        case PathIterator.SEG_CUBICTO -> content.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
        case PathIterator.SEG_CLOSE -> content.closePath();
        default -> throw new IllegalStateException("outlines have no other segments");
      }
    }
    content.fill();
  }
}
