package io.colophon.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the READMEs show as Java is what the tests run. */
final class ReadmeSnippetTest {
  private static final Path SOURCE =
      Program.folder("src/main/java/io/colophon/examples/UnaryText.java");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void javaSnippet_ofTheReadme_isThatOfTheExample(String readme) throws IOException {
    List<String> example = between(SOURCE, "    // readme: begin", "    // readme: end");
    List<String> shown = between(Program.folder("../" + readme), "```java", "```");

    assertThat(example).isNotEmpty();
    assertThat(shown).isEqualTo(example.stream().map(line -> line.substring(4)).toList());
  }

  private static List<String> between(Path file, String begin, String end) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int first = lines.indexOf(begin) + 1;
    assertThat(first).as("%s in %s", begin, file).isPositive();
    List<String> rest = lines.subList(first, lines.size());
    int length = rest.indexOf(end);
    assertThat(length).as("%s in %s", end, file).isPositive();
    return rest.subList(0, length);
  }
}
