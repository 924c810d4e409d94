package io.colophon.labeling;

import static io.colophon.labeling.Jurisdiction.CN;
import static io.colophon.labeling.Jurisdiction.EU;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.ShownLabel.TextPlace;
import io.colophon.labeling.TextLabelStream.Insertion;
import io.colophon.labeling.credentials.TextWrapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLabelStreamTest {
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
    TextLabelStream stream = new TextLabelStream(order.jurisdictions(), TextPlace.END);
    assertThat(stream.next(text, 0)).isEmpty();
    assertThat(stream.end(text)).isEqualTo("\n\n" + words);
    assertThat(stream.placed()).contains(ExplicitLabel.text(words, "end"));
  }

  @Test
  void verify_labelledText_foundAtTheEndOnly() throws Exception {
    String body = "x".repeat(300) + "生".repeat(100);
    String suffix = new TextLabelStream(Set.of(CN), TextPlace.END).end(body);
    Path file = Files.writeString(directory.resolve("a.txt"), body + suffix);
    Verdict verdict = new ContentVerifier().verify(file);
    assertThat(verdict.status()).isEqualTo(Verdict.Status.LABELED);
    assertThat(verdict.mimeType()).isEqualTo("text/plain");
    assertThat(verdict.layers()).extracting(FoundLabel::carrier).containsExactly("text-suffix");

    Path plain = Files.writeString(directory.resolve("b.txt"), body);
    assertThat(new ContentVerifier().verify(plain).status()).isEqualTo(Verdict.Status.NO_LABEL);
  }

  @Test
  void next_start_wordsStandBeforeTheFirstPiece() {
    TextLabelStream stream = new TextLabelStream(Set.of(CN), TextPlace.START);
    assertThat(stream.next("", 0)).isEmpty();
    assertThat(stream.next("春眠", 0)).contains(new Insertion(0, "AI生成\n\n"));
    assertThat(stream.next("春眠不觉晓", 2)).isEmpty();
    assertThat(stream.end("春眠不觉晓")).isEmpty();
    assertThat(stream.placed()).contains(ExplicitLabel.text("AI生成", "start"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 50, 5000})
  void next_middle_wordsStandBetweenTwoParagraphsHoweverTheTextIsCut(int piece) {
    String first = "One paragraph.\n\n" + "a".repeat(700);
    String text = first + "\n\nlast paragraph";
    TextLabelStream stream = new TextLabelStream(Set.of(EU), TextPlace.MIDDLE);
    List<Insertion> insertions = new ArrayList<>();
    for (int from = 0; from < text.length(); from += piece) {
      int end = Math.min(text.length(), from + piece);
      Optional<Insertion> insertion = stream.next(text.substring(0, end), from);
      int start = from;
      insertion.ifPresent(i -> assertThat(i.offset()).isBetween(start, end));
      insertion.ifPresent(insertions::add);
    }
    assertThat(insertions).containsExactly(new Insertion(first.length() + 2, "AI-generated\n\n"));
    assertThat(stream.end(text)).isEmpty();
  }

  @Test
  void next_middleOfCode_waitsForItsEnd() {
    String code = "```\n" + "a".repeat(700) + "\n\nb\n```";
    String text = code + "\n\nafter";
    TextLabelStream stream = new TextLabelStream(Set.of(EU), TextPlace.MIDDLE);
    assertThat(stream.next(text, 0)).contains(new Insertion(code.length() + 2, "AI-generated\n\n"));
  }

  @Test
  void end_middleWithoutAPlace_wordsStandAtTheEnd() {
    TextLabelStream stream = new TextLabelStream(Set.of(EU), TextPlace.MIDDLE);
    assertThat(stream.next("short", 0)).isEmpty();
    assertThat(stream.end("short")).isEqualTo("\n\nAI-generated");
    assertThat(stream.placed()).contains(ExplicitLabel.text("AI-generated", "end"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "```\\nint a;\\n``` | true",
        "  ```java\\nint a;\\n```  | true",
        "``` | false",
        "`````` | false",
        "Look: ```a``` | false",
        "```a``` and ```b``` | false",
        "int a; | false"
      })
  void isCode_oneFencedBlockAndNothingElse_isCode(String text, boolean code) {
    assertThat(TextLabelStream.isCode(text.replace("\\n", "\n"))).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AI生成", "AI-generated", "AI生成 · AI-generated"})
  void verify_paragraphOfItsOwnInTheMiddle_isALabel(String words) throws Exception {
    String text = "a".repeat(200) + "\n\n" + words + "\n\n" + "b".repeat(200);
    Path file = Files.writeString(directory.resolve("m.txt"), text);
    Verdict verdict = new ContentVerifier().verify(file);
    assertThat(verdict.layers()).extracting(FoundLabel::raw).containsExactly(words);
  }

  @Test
  void verify_wrapperBehindTheWords_isSteppedOver() throws Exception {
    String text = "a".repeat(200) + "\n\nAI-generated" + TextWrapper.encode(new byte[5000]);
    Path file = Files.writeString(directory.resolve("w.txt"), text);
    Verdict verdict = new ContentVerifier().verify(file);
    assertThat(verdict.layers()).extracting(FoundLabel::raw).containsExactly("AI-generated");
  }

  @Test
  void verify_wordsWithinASentenceInTheMiddle_noLabel() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("c.txt"), "a".repeat(200) + " AI-generated " + "b".repeat(200));
    assertThat(new ContentVerifier().verify(file).status()).isEqualTo(Verdict.Status.NO_LABEL);
  }
}
