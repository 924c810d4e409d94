package io.colophon.labeling.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Soon;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextDocumentsTest {
  private static final String BLOCK =
      "AIGC:\n"
          + "  Label: \"1\"\n"
          + "  ContentProducer: \"001191110102MACQD9K64010000\"\n"
          + "  ProduceID: \"0f8c1a2b-77aa\"\n"
          + "  ReservedCode1: \"\"\n"
          + "  ContentPropagator: \"001191110102MACQD9K64010000\"\n"
          + "  PropagateID: \"0f8c1a2b-77aa\"\n"
          + "  ReservedCode2: \"\"\n";

  @TempDir Path directory;
  private Path input;
  private Path output;

  @BeforeEach
  void files() {
    input = directory.resolve("in");
    output = directory.resolve("out");
  }

  @Test
  void markdown_withoutFrontMatter_getsOne() throws Exception {
    Files.writeString(input, "# Spring\n\nText\n");
    DocumentFiles.label(new MarkdownWriter(), input, output, 0);
    assertThat(output).hasContent("---\n" + BLOCK + "---\n\n# Spring\n\nText\n");
    assertThat(DocumentFiles.read(new MarkdownFormat(), output).labels())
        .containsExactly(LabelFixtures.JSON);
  }

  @Test
  void markdown_ownFrontMatter_staysAndOldLabelGoes() throws Exception {
    Files.writeString(
        input,
        "---\ntitle: Spring\nAIGC:\n  Label: '1'\n  ProduceID: old\nAIGC: '{\"Label\":\"2\"}'\n"
            + "tags: [a, b]\n---\nText\n");
    assertThat(DocumentFiles.read(new MarkdownFormat(), input).labels())
        .containsExactly("{\"Label\":\"1\",\"ProduceID\":\"old\"}", "{\"Label\":\"2\"}");
    DocumentFiles.label(new MarkdownWriter(), input, output, 0);
    assertThat(output).hasContent("---\n" + BLOCK + "title: Spring\ntags: [a, b]\n---\nText\n");
  }

  @Test
  void markdown_rulesThatAreNoFrontMatter_stay() throws Exception {
    Files.writeString(input, "---\nno end of this block\n\ntext");
    DocumentFiles.label(new MarkdownWriter(), input, output, 0);
    assertThat(Files.readString(output)).endsWith("---\n\n---\nno end of this block\n\ntext");
    assertThat(DocumentFiles.read(new MarkdownFormat(), output).labels()).hasSize(1);
  }

  @Test
  void markdown_windowsLinesAndByteOrderMark_areRead() throws Exception {
    Files.writeString(input, "\uFEFF---\r\nAIGC:\r\n  Label: \"1\"\r\nx: y\r\n---\r\nText");
    assertThat(DocumentFiles.read(new MarkdownFormat(), input).labels())
        .containsExactly("{\"Label\":\"1\"}");
  }

  @Test
  void mark_markdown_wordsStandAfterTheFrontMatterOrAtTheEnd() throws Exception {
    Files.writeString(input, "---\ntitle: x\n---\nText");
    var marked = DocumentFiles.mark(TextFileMarker.markdown(), "text/markdown", input, output);
    assertThat(output).hasContent("---\ntitle: x\n---\nText\n\nAI生成\n");
    assertThat(TextFileMarker.markdown().missing(output, "text/markdown", marked)).isEmpty();
    assertThat(TextFileMarker.markdown().missing(input, "text/markdown", marked)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><html><head>@<title>a > b</title></head><body>x</body></html>",
        "<html lang='en'>@<body>x</body></html>",
        "<!-- <head> --><html><head profile=\"a>b\">@<meta name=x content=y></head>",
        "@<p>no head at all",
        "@"
      })
  void html_anyHead_labelStandsWhereABrowserLooks(String page) throws Exception {
    Files.writeString(input, page.replace("@", ""));
    DocumentFiles.label(new HtmlWriter(), input, output, 0);
    String meta =
        "<meta name=\"AIGC\" content=\"" + LabelFixtures.JSON.replace("\"", "&quot;") + "\">";
    assertThat(output).hasContent(page.replace("@", meta));
    assertThat(DocumentFiles.read(new HtmlFormat(), output).labels())
        .containsExactly(LabelFixtures.JSON);
  }

  @Test
  void html_labelsThatStandThere_areReplaced() throws Exception {
    Files.writeString(
        input,
        "<html><head><META NAME=aigc content='{\"Label\":\"1\"}'><title>t</title>"
            + "<meta content=\"{}\" name=\"AIGC\"></head><body><meta name=AIGC></body>");
    assertThat(DocumentFiles.read(new HtmlFormat(), input).labels())
        .containsExactly("{\"Label\":\"1\"}", "{}");
    DocumentFiles.label(new HtmlWriter(), input, output, 0);
    assertThat(DocumentFiles.read(new HtmlFormat(), output).labels())
        .containsExactly(LabelFixtures.JSON);
    assertThat(Files.readString(output)).contains("<title>t</title></head>");
  }

  @Test
  void mark_html_wordsStandFirstInTheBody() throws Exception {
    Files.writeString(input, "<html><head></head><body class=a><h1>x</h1></body></html>");
    var marked = DocumentFiles.mark(TextFileMarker.html(), "text/html", input, output);
    assertThat(output)
        .hasContent(
            "<html><head></head><body class=a><p class=\"ai-label\" role=\"note\">AI生成</p>"
                + "<h1>x</h1></body></html>");
    assertThat(TextFileMarker.html().missing(output, "text/html", marked)).isEmpty();
  }

  @Test
  void read_hugeFilesOfOpenings_areReadQuickly() throws Exception {
    for (String piece : new String[] {"<", "<a ", "<!--", "<script>", "<a \"", "---\nAIGC:\n "}) {
      Files.writeString(input, "<html>" + piece.repeat(3_000_000 / piece.length()));
      Soon.ends(() -> DocumentFiles.read(new HtmlFormat(), input));
      Soon.ends(() -> DocumentFiles.read(new MarkdownFormat(), input));
    }
  }
}
