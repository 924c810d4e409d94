package io.colophon.labeling.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the tables of docs/labelling-policy.md against the rules. Run with {@code
 * -Dcolophon.documents=write} to write them anew.
 */
final class PolicyDocumentTest {
  private static final String MARK = "<!-- generated from here on by PolicyDocumentTest -->\n";
  private static final Path DOCUMENT = Path.of("..", "docs", "labelling-policy.md");

  @Test
  void document_tables_areThoseOfTheRules() throws IOException {
    String document = Files.readString(DOCUMENT);
    int mark = document.indexOf(MARK);
    assertThat(mark).as("the mark in %s", DOCUMENT).isPositive();
    String expected = document.substring(0, mark) + MARK + PolicyTable.markdown();
    if ("write".equals(System.getProperty("colophon.documents"))) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
  }
}
