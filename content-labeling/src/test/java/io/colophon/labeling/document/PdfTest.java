package io.colophon.labeling.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.Tool;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import io.colophon.provider.testkit.RequiresTool;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfTest {
  private static final String PDF = "application/pdf";

  @TempDir Path directory;

  @Test
  @RequiresTool({"exiftool", "qpdf"})
  void write_newLabel_othersReadItAndTheFileIsWhole() throws Exception {
    Path input = pdf(0);
    Path output = directory.resolve("out.pdf");
    DocumentFiles.label(new PdfWriter(), input, output, 0);
    assertThat(DocumentFiles.read(new PdfFormat(), output).labels())
        .containsExactly(LabelFixtures.JSON);
    assertThat(Tool.run("exiftool", "-s3", "-PDF:AIGC", output.toString()).strip())
        .isEqualTo(LabelFixtures.JSON);
    assertThat(Tool.run("qpdf", "--check", output.toString())).contains("No syntax");
  }

  @Test
  @RequiresTool("qpdf")
  void write_fileOfAnotherProgramTwice_oneLabel() throws Exception {
    Path input = directory.resolve("in.pdf");
    Tool.run("qpdf", "--object-streams=generate", pdf(0).toString(), input.toString());
    Path one = directory.resolve("1.pdf");
    Path two = directory.resolve("2.pdf");
    DocumentFiles.label(new PdfWriter(), input, one, 0);
    DocumentFiles.label(new PdfWriter(), one, two, 0);
    assertThat(DocumentFiles.read(new PdfFormat(), two).labels())
        .containsExactly(LabelFixtures.JSON);
    assertThat(Tool.run("qpdf", "--check", two.toString())).contains("No syntax");
  }

  @Test
  void write_manifestOfAnotherProgram_isFoundAndTakenOut() throws Exception {
    byte[] store = new byte[4000];
    new Random(5).nextBytes(store);
    Path input = directory.resolve("signed.pdf");
    try (PDDocument document = Loader.loadPDF(pdf(0).toFile())) {
      document
          .getDocumentCatalog()
          .getCOSObject()
          .setItem(PdfStore.ASSOCIATED, manifest(document, store));
      document.save(input.toFile(), CompressParameters.NO_COMPRESSION);
    }
    StorePlace place = DocumentFiles.read(new PdfFormat(), input).place().orElseThrow();
    try (Source file = Source.open(input)) {
      assertThat(place.read(file)).isEqualTo(store);
    }
    Path output = directory.resolve("out.pdf");
    DocumentFiles.label(new PdfWriter(), input, output, 0);
    assertThat(DocumentFiles.read(new PdfFormat(), output).place()).isEmpty();
  }

  private static COSArray manifest(PDDocument document, byte[] store) throws IOException {
    COSStream stream = document.getDocument().createCOSStream();
    try (OutputStream out = stream.createRawOutputStream()) {
      out.write(store);
    }
    COSDictionary embedded = new COSDictionary();
    embedded.setItem(COSName.F, stream);
    COSDictionary file = new COSDictionary();
    file.setItem(COSName.TYPE, COSName.getPDFName("Filespec"));
    file.setItem(PdfStore.RELATIONSHIP, PdfStore.MANIFEST);
    file.setItem(COSName.EF, embedded);
    COSArray files = new COSArray();
    files.add(file);
    return files;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  @RequiresTool({"pdftotext", "pdftoppm"})
  void mark_anyRotation_wordsAreTopRightAndUpright(int rotation) throws Exception {
    Path input = pdf(rotation);
    Path output = directory.resolve("out.pdf");
    var marked = DocumentFiles.mark(new PdfMarker(), PDF, input, output);
    assertThat(new PdfMarker().missing(output, PDF, marked)).isEmpty();
    assertThat(new PdfMarker().missing(input, PDF, marked)).isPresent();
    assertThat(Tool.run("pdftotext", output.toString(), "-")).contains("AI-generated", "Spring");
    Path picture = directory.resolve("page");
    Tool.run("pdftoppm", "-png", "-r", "72", "-singlefile", output.toString(), picture.toString());
    BufferedImage page = ImageIO.read(directory.resolve("page.png").toFile());
    int dark = 0;
    for (int y = 0; y < 60; y++) {
      for (int x = page.getWidth() - 140; x < page.getWidth(); x++) {
        dark += (page.getRGB(x, y) & 0xFF) < 60 ? 1 : 0;
      }
    }
    assertThat(dark).as("pixels of the plate").isBetween(300, 4000);
  }

  @Test
  void read_brokenFiles_areToldWithACode() throws Exception {
    Random random = new Random(3);
    byte[] whole = Files.readAllBytes(pdf(0));
    for (int i = 0; i < 60; i++) {
      byte[] broken = whole.clone();
      for (int flips = 0; flips < 12; flips++) {
        broken[8 + random.nextInt(broken.length - 8)] ^= (byte) (1 << random.nextInt(8));
      }
      readOrRefused(i % 2 == 0 ? broken : Arrays.copyOf(whole, random.nextInt(whole.length)));
    }
  }

  @Test
  void read_objectsThatPointAtThemselves_end() throws Exception {
    String loop =
        "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/AF 1 0 R>>\nendobj\n"
            + "2 0 obj\n<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 1>>\nendobj\n"
            + "trailer\n<</Root 1 0 R/Info 3 0 R/Prev 0/Size 4>>\nstartxref\n0\n%%EOF";
    readOrRefused(loop.getBytes(StandardCharsets.US_ASCII));
    readOrRefused(
        ("%PDF-1.7\n1 0 obj\n" + "[".repeat(200_000)).getBytes(StandardCharsets.US_ASCII));
    readOrRefused(("%PDF-1.7\n" + "1 0 obj\n".repeat(50_000)).getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  @RequiresTool("qpdf")
  void write_encryptedFile_isRefused() throws Exception {
    Path output = directory.resolve("out.pdf");
    Path open = directory.resolve("open.pdf");
    Tool.run("qpdf", "--encrypt", "", "owner", "256", "--", pdf(0), open);
    assertThatThrownBy(() -> DocumentFiles.label(new PdfWriter(), open, output, 0))
        .isInstanceOf(LabelingException.class)
        .hasMessageContaining("encrypted");
    Path closed = directory.resolve("closed.pdf");
    Tool.run("qpdf", "--encrypt", "user", "owner", "256", "--", pdf(0), closed);
    assertThatThrownBy(() -> DocumentFiles.label(new PdfWriter(), closed, output, 0))
        .isInstanceOf(MalformedMediaException.class)
        .hasMessageContaining("password");
  }

  private void readOrRefused(byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve("broken.pdf"), bytes);
    try {
      DocumentFiles.read(new PdfFormat(), file);
    } catch (MalformedMediaException refused) {
      assertThat(refused.code()).startsWith("pdf.");
    }
  }

  private Path pdf(int rotation) throws IOException {
    Path file = directory.resolve("in-" + rotation + ".pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      page.setRotation(rotation);
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(FontName.TIMES_ROMAN), 14);
        content.newLineAtOffset(100, 400);
        content.showText("Spring sleep");
        content.endText();
      }
      document.save(file.toFile());
    }
    return file;
  }
}
