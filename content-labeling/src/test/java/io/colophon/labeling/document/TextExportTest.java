package io.colophon.labeling.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.ContentVerifier;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.Tool;
import io.colophon.labeling.Verdict;
import io.colophon.labeling.credentials.TextWrapper;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextExportTest {
  private static final String TEXT =
      "Spring <sleep>\n& dreams.\n\nSecond paragraph.\n\nAI-generated";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"a.md", "a.HTML", "a.docx", "a.pdf"})
  void write_anyForm_isWhatOurReaderTakesItFor(String name) throws Exception {
    Path file = directory.resolve(name);
    TextExport.of(file).orElseThrow().write(TEXT + TextWrapper.encode(new byte[40]), file);
    Verdict verdict = new ContentVerifier().verify(file);
    assertThat(verdict.status()).as("%s", verdict).isNotEqualTo(Verdict.Status.BROKEN);
    assertThat(verdict.mimeType())
        .isEqualTo(
            Map.of("a.md", "text/markdown", "a.HTML", "text/html", "a.pdf", "application/pdf")
                .getOrDefault(name, OoxmlFormat.DOCX));
  }

  @Test
  @RequiresTool({"qpdf", "pdftotext"})
  void write_pdf_othersReadTheText() throws Exception {
    Path file = directory.resolve("a.pdf");
    TextExport.PDF.write(TEXT + "\n" + "word ".repeat(2000), file);
    assertThat(Tool.run("qpdf", "--check", file)).contains("No syntax");
    assertThat(Tool.run("pdftotext", file, "-"))
        .contains("Spring <sleep>", "& dreams.", "AI-generated");
    assertThat(Tool.run("qpdf", "--show-npages", file).strip()).isEqualTo("3");
  }

  @Test
  void write_pdfOfChinese_saysWhatToDo() {
    Path file = directory.resolve("a.pdf");
    assertThatThrownBy(() -> TextExport.PDF.write("春眠", file))
        .isInstanceOf(LabelingException.class)
        .hasMessageContaining("DOCX or HTML")
        .hasMessageContaining("U+6625");
    assertThat(file).doesNotExist();
  }

  @Test
  void html_textWithMarkup_isEscaped() {
    assertThat(BareDocuments.html("a <b>\nc\n\nd")).contains("<p>a &lt;b&gt;<br>\nc</p>\n<p>d</p>");
  }
}
