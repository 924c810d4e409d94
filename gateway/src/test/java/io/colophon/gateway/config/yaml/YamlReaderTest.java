package io.colophon.gateway.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.yaml.Node.Mapping;
import io.colophon.gateway.config.yaml.Node.Nothing;
import io.colophon.gateway.config.yaml.Node.Scalar;
import io.colophon.gateway.config.yaml.Node.Sequence;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  private final Problems problems = new Problems();

  private Optional<Mapping> read(String text) {
    return YamlReader.read("f", text, problems);
  }

  private static Scalar scalar(int line, int column, String text) {
    return new Scalar(new Position("f", line, column), text, false);
  }

  @Test
  void read_blockAndFlow_keepsPlaces() {
    Mapping top = read("a:\n  - b: x\n    c: 'q'\nf: {g: h}\n").orElseThrow();

    Mapping item = (Mapping) ((Sequence) top.get("a").orElseThrow()).items().get(0);
    assertThat(item.get("b")).contains(scalar(2, 8, "x"));
    assertThat(item.get("c")).contains(scalar(3, 8, "q"));
    assertThat(item.entries().get("c").keyPosition()).isEqualTo(new Position("f", 3, 5));
    assertThat(((Mapping) top.get("f").orElseThrow()).get("g")).contains(scalar(4, 8, "h"));
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void read_json_isYaml() {
    Mapping top = read("{\"a\": {\"b\": [1, true]}}").orElseThrow();

    Mapping a = (Mapping) top.get("a").orElseThrow();
    assertThat(((Sequence) a.get("b").orElseThrow()).items())
        .containsExactly(scalar(1, 14, "1"), scalar(1, 17, "true"));
  }

  @Test
  void read_plainNullAndQuotedNull_differ() {
    Mapping top = read("a: null\nb: 'null'\nc:\nd: ~\n").orElseThrow();

    assertThat(top.get("a")).isEmpty();
    assertThat(top.get("b")).contains(scalar(2, 4, "null"));
    assertThat(top.get("c")).isEmpty();
    assertThat(top.entries().get("d").value()).isInstanceOf(Nothing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n", "null", "\uFEFF"})
  void read_emptyDocument_isEmptyMapping(String text) {
    assertThat(read(text).orElseThrow().entries()).isEmpty();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void read_byteOrderMark_isSkipped() {
    assertThat(read("\uFEFFa: 1").orElseThrow().get("a")).contains(scalar(1, 4, "1"));
  }

  @Test
  void read_duplicateKeys_areAllToldWithBothPlaces() {
    assertThat(read("a: 1\nb: {c: 1, c: 2}\na: 2\n")).isPresent();

    assertThat(problems.inOrder())
        .extracting(Problem::toString)
        .containsExactly(
            "f:2:11: key \"c\" stands twice in one mapping, first in line 2",
            "f:3:1: key \"a\" stands twice in one mapping, first in line 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: [1\\nb: 2 | f:2:2: not YAML: expected ',' or ']', but got :",
        "a: b: c | f:1:5: not YAML: mapping values are not allowed here",
        "a: 'x | f:1:6: not YAML: found unexpected end of stream",
        "ab: x\\u0000y | f:1:6: not YAML: character U+0000 is not allowed",
        "? [a]\\n: b | f:1:3: expected a name as key",
        "a: 1\\n---\\nb: 2 | f:2:1: expected one document, found a second one",
        "text | f:1:1: expected a mapping of sections, found a single value",
        "[a] | f:1:1: expected a mapping of sections, found a list",
        "a: *b | f:1:4: alias *b refers to nothing that ends before it",
        "a: &a [*a] | f:1:8: alias *a refers to nothing that ends before it",
      })
  void read_broken_isToldWithPlace(String text, String expected) {
    String unescaped = text.replace("\\n", "\n").replace("\\u0000", "\0");
    assertThat(read(unescaped)).isEmpty();
    assertThat(problems.inOrder()).extracting(Problem::toString).containsExactly(expected);
  }

  @Test
  void read_tag_isRefused() {
    assertThat(read("a: !!javax.script.ScriptEngineManager []")).isPresent();
    assertThat(problems.inOrder().get(0).toString())
        .startsWith("f:1:4: tag tag:yaml.org,2002:javax.script.ScriptEngineManager has no meaning");
  }

  @Test
  void read_alias_standsForItsAnchor() {
    Mapping top = read("a: &x [1, 2]\nb: *x\n").orElseThrow();
    assertThat(top.get("b")).isEqualTo(top.get("a"));
  }

  @Test
  void read_aliasBomb_isRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [")
          .append(String.join(", ", java.util.Collections.nCopies(10, before)))
          .append("]\n");
    }

    assertThat(read(bomb.toString())).isEmpty();
    assertThat(problems.inOrder().get(0).toString())
        .isEqualTo("f:5:25: more than 50000 values, aliases counted with what they stand for");
  }

  @Test
  void read_tooDeep_isRefused() {
    assertThat(read("a: " + "[".repeat(10_000))).isEmpty();
    assertThat(problems.inOrder().get(0).message()).isEqualTo("nested deeper than 32 levels");
  }

  @Test
  void read_tooLong_isRefused() {
    assertThat(read("a: " + "x".repeat(YamlReader.MAX_CHARACTERS))).isEmpty();
    assertThat(problems.inOrder().get(0).toString())
        .isEqualTo("f: has 1048579 characters, expected at most 1048576");
  }

  @Test
  void read_manyValues_isRefused() {
    assertThat(read("a: [" + "1,".repeat(60_000) + "]")).isEmpty();
    assertThat(problems.inOrder().get(0).message()).startsWith("more than 50000 values");
  }

  @Test
  void scalar_secret_isNeverShown() {
    Scalar secret = new Scalar(new Position("f", 1, 1), "sk-1234", true);
    assertThat(secret.shown()).isEqualTo("***");
    assertThat(secret.toString()).doesNotContain("sk-1234");
  }

  @Test
  void scalar_longOrWithControlCharacters_isShownShortAndClean() {
    assertThat(scalar(1, 1, "x".repeat(200)).shown()).isEqualTo('"' + "x".repeat(77) + "...\"");
    assertThat(scalar(1, 1, "a\u001b[31mb\nc").shown()).isEqualTo("\"a\uFFFD[31mb\uFFFDc\"");
  }
}
