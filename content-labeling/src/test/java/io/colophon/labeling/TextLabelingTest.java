package io.colophon.labeling;

import static io.colophon.labeling.Jurisdiction.CN;
import static io.colophon.labeling.Jurisdiction.EU;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLabelingTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cn+eu | 春眠不觉晓，处处闻啼鸟。            | AI生成",
        "eu    | 春眠不觉晓，处处闻啼鸟。            | AI生成",
        "cn+eu | The weather is fine.               | AI生成 · AI-generated",
        "eu    | The weather is fine.               | AI-generated",
        "eu    | He said 你好 and left the building | AI-generated",
        "eu    | Python 的 list 用方括号，例如这样   | AI生成",
        "eu    | 12345 !?                           | AI-generated",
        "eu    | ''                                 | AI-generated"
      })
  void label_languageAndRegime_decideTheWords(String profile, String text, String words) {
    LabelOrder order =
        profile.contains("cn") ? LabelFixtures.order(CN, EU) : LabelFixtures.order(EU);
    TextLabel label = TextLabeling.label(order, LabelFixtures.JSON, text);
    assertThat(label.suffix()).isEqualTo("\n\n" + words);
    assertThat(label.applied().explicit()).contains(ExplicitLabel.text(words, "end"));
    assertThat(label.applied().implicit().carrier()).isEqualTo("sidecar");
    assertThat(label.applied().implicit().aigcJson()).isEqualTo(LabelFixtures.JSON);
  }

  @Test
  void verify_labelledText_foundAtTheEndOnly() throws Exception {
    String body = "x".repeat(300) + "生".repeat(100);
    TextLabel label = TextLabeling.label(LabelFixtures.order(CN), LabelFixtures.JSON, body);
    Path file = Files.writeString(directory.resolve("a.txt"), body + label.suffix());
    Verdict verdict = new ContentVerifier().verify(file);
    assertThat(verdict.status()).isEqualTo(Verdict.Status.LABELED);
    assertThat(verdict.mimeType()).isEqualTo("text/plain");
    assertThat(verdict.layers()).extracting(FoundLabel::carrier).containsExactly("text-suffix");

    Path plain = Files.writeString(directory.resolve("b.txt"), body);
    assertThat(new ContentVerifier().verify(plain).status()).isEqualTo(Verdict.Status.NO_LABEL);
  }

  @Test
  void verify_wordsInTheMiddle_noLabel() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("c.txt"), "a".repeat(200) + " AI-generated " + "b".repeat(200));
    assertThat(new ContentVerifier().verify(file).status()).isEqualTo(Verdict.Status.NO_LABEL);
  }
}
