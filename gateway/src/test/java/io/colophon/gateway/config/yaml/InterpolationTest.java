package io.colophon.gateway.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.yaml.Node.Mapping;
import io.colophon.gateway.config.yaml.Node.Scalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationTest {
  @TempDir Path folder;
  private final Problems problems = new Problems();

  private Scalar value(String text) {
    Mapping top = new Mapping(new Position("f", 1, 1), Map.of("a", entry(text)));
    Mapping done =
        new Interpolation(
                Map.of("KEY", "s3cret", "NESTED", "${env:KEY}", "EMPTY", ""), folder, problems)
            .apply(top);
    return done.get("a").orElseThrow() instanceof Scalar scalar
        ? scalar
        : new Scalar(new Position("f", 0, 0), "unresolved", false);
  }

  private static Node.Entry entry(String text) {
    Position at = new Position("f", 1, 4);
    return new Node.Entry(at, new Scalar(at, text, false));
  }

  @Test
  void env_wholeOrWithin_isReplacedAndSecret() {
    assertThat(value("${env:KEY}").text()).isEqualTo("s3cret");
    assertThat(value("Bearer ${env:KEY}, ${env:EMPTY}!").text()).isEqualTo("Bearer s3cret, !");
    assertThat(value("${env:KEY}").secret()).isTrue();
  }

  @Test
  void env_valueWithReference_isNotLookedThroughAgain() {
    assertThat(value("${env:NESTED}").text()).isEqualTo("${env:KEY}");
  }

  @Test
  void env_notSet_namesTheVariable() {
    assertThat(value("${env:KEY}/${env:MISSING}").text()).isEqualTo("unresolved");
    assertThat(problems.inOrder())
        .extracting(Problem::toString)
        .containsExactly("f:1:4: a: environment variable MISSING is not set");
  }

  @Test
  void file_relative_isReadWithoutLastLineEnd() throws Exception {
    Files.writeString(folder.resolve("key.txt"), "line 1\nline 2\r\n\n");
    assertThat(value("${file:key.txt}").text()).isEqualTo("line 1\nline 2");
    assertThat(value("${file:key.txt}").secret()).isTrue();
  }

  @Test
  void file_missingOrTooLargeOrNotText_isToldWithoutContent() throws Exception {
    Files.write(folder.resolve("large"), new byte[Interpolation.MAX_FILE_BYTES + 1]);
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
    value("${file:none}");
    value("${file:large}");
    value("${file:binary}");
    assertThat(problems.inOrder())
        .extracting(Problem::message)
        .containsExactly(
            "file none cannot be read: no such file",
            "file large is larger than 65536 bytes",
            "file binary is not UTF-8 text");
  }

  @Test
  void escape_isTheCharactersThemselves() {
    assertThat(value("$${env:KEY} costs $5").text()).isEqualTo("${env:KEY} costs $5");
    assertThat(value("$${env:KEY}").secret()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${KEY}",
        "${env:}",
        "${env:KEY",
        "${}",
        "${",
        "${ENV:KEY}",
        "${env:A-B}",
        "${env:1A}",
        "${file:}",
        "${vault:x}",
        "${env:${env:KEY}}",
        "${env: KEY}"
      })
  void reference_malformed_saysWhatIsExpected(String text) {
    value(text);
    assertThat(problems.inOrder())
        .extracting(Problem::message)
        .allMatch(message -> message.contains("expected ${env:NAME} or ${file:PATH}"))
        .isNotEmpty();
  }
}
