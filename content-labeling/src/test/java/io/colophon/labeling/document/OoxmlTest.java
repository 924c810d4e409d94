package io.colophon.labeling.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Tool;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OoxmlTest {
  private static final String OLD =
      "<Properties"
          + " xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\""
          + " xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">"
          + "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"2\" name=\"Client\">"
          + "<vt:lpwstr>Acme</vt:lpwstr></property>"
          + "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"3\" name=\"AIGC\">"
          + "<vt:lpwstr>{}</vt:lpwstr></property></Properties>";

  @TempDir Path directory;

  @Test
  @RequiresTool("exiftool")
  void write_newLabel_othersReadIt() throws Exception {
    Path input = DocumentFiles.docx(directory.resolve("in.docx"));
    Path output = directory.resolve("out.docx");
    DocumentFiles.label(new OoxmlWriter(), input, output, 0);
    assertThat(DocumentFiles.read(new OoxmlFormat(), output).labels())
        .containsExactly(LabelFixtures.JSON);
    assertThat(Tool.run("exiftool", "-s3", "-XML:AIGC", output.toString()).strip())
        .isEqualTo(LabelFixtures.JSON);
  }

  @Test
  void write_twice_sameBytesAndOneLabel() throws Exception {
    Path input = DocumentFiles.docx(directory.resolve("in.docx"));
    Path one = directory.resolve("1.docx");
    Path two = directory.resolve("2.docx");
    Path again = directory.resolve("3.docx");
    DocumentFiles.label(new OoxmlWriter(), input, one, 0);
    DocumentFiles.label(new OoxmlWriter(), input, two, 0);
    DocumentFiles.label(new OoxmlWriter(), one, again, 0);
    assertThat(two).hasSameBinaryContentAs(one);
    assertThat(DocumentFiles.read(new OoxmlFormat(), again).labels()).hasSize(1);
  }

  @Test
  @RequiresTool("exiftool")
  void write_propertiesOfOthers_stay() throws Exception {
    Path input = DocumentFiles.docx(directory.resolve("in.docx"), "docProps/custom.xml", OLD);
    Path output = directory.resolve("out.docx");
    DocumentFiles.label(new OoxmlWriter(), input, output, 0);
    assertThat(DocumentFiles.read(new OoxmlFormat(), output).labels())
        .containsExactly(LabelFixtures.JSON);
    assertThat(Tool.run("exiftool", "-s3", "-XML:Client", output.toString()).strip())
        .isEqualTo("Acme");
  }

  @Test
  void mark_words_areTheFirstParagraph() throws Exception {
    Path input = DocumentFiles.docx(directory.resolve("in.docx"));
    Path output = directory.resolve("out.docx");
    var marked = DocumentFiles.mark(new DocxMarker(), OoxmlFormat.DOCX, input, output);
    assertThat(new DocxMarker().missing(output, OoxmlFormat.DOCX, marked)).isEmpty();
    assertThat(new DocxMarker().missing(input, OoxmlFormat.DOCX, marked)).isPresent();
  }

  @Test
  void read_notAPackage_isToldWithACode() throws Exception {
    Path input = Files.write(directory.resolve("a.docx"), new byte[] {'P', 'K', 3, 4, 0, 0});
    assertThatThrownBy(() -> DocumentFiles.read(new OoxmlFormat(), input))
        .isInstanceOf(MalformedMediaException.class)
        .hasMessageContaining("zip");
  }

  @Test
  void read_entitiesInAProperty_areRefused() throws Exception {
    String bomb = "<!DOCTYPE a [<!ENTITY b \"cccccc\">]>" + OLD.replace("Acme", "&b;");
    Path input = DocumentFiles.docx(directory.resolve("in.docx"), "docProps/custom.xml", bomb);
    assertThatThrownBy(() -> DocumentFiles.read(new OoxmlFormat(), input))
        .isInstanceOf(MalformedMediaException.class)
        .hasMessageContaining("custom.xml");
  }

  @Test
  void read_partThatUnpacksWithoutEnd_isRefused() throws Exception {
    Path input =
        DocumentFiles.docx(
            directory.resolve("in.docx"), "docProps/custom.xml", " ".repeat(8 << 20));
    assertThatThrownBy(() -> DocumentFiles.read(new OoxmlFormat(), input))
        .isInstanceOf(MalformedMediaException.class)
        .hasMessageContaining("custom.xml");
  }
}
