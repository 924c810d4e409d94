package io.colophon.labeling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AigcReaderTest {
  private static List<String> codes(String raw) {
    return AigcReader.read(raw).findings().stream().map(Finding::code).toList();
  }

  @Test
  void read_ownLabel_noFindings() {
    assertThat(codes(LabelFixtures.JSON)).isEmpty();
  }

  @Test
  void read_wrapped_isReadAndNamed() {
    AigcReader.Reading reading = AigcReader.read("{\"AIGC\": " + LabelFixtures.JSON + "}");
    assertThat(reading.label()).contains(AigcLabel.generated(LabelFixtures.order(Jurisdiction.CN)));
    assertThat(reading.findings())
        .containsExactly(
            Finding.note("aigc.wrapped", "the object is wrapped in a member named AIGC"));
  }

  @Test
  void read_labelAsNumber_isNote() {
    assertThat(codes(LabelFixtures.JSON.replace("\"1\"", "1")))
        .containsExactly("aigc.not-a-string");
  }

  @Test
  void read_labelOutOfRange_isBroken() {
    AigcReader.Reading reading = AigcReader.read(LabelFixtures.JSON.replace("\"1\"", "\"AIGC\""));
    assertThat(reading.findings())
        .containsExactly(
            Finding.broken("aigc.label-value", "Label is not one of 1, 2, 3"),
            Finding.note("aigc.label-word", "Label is a word where some vendors mean 1: is AI"));
    assertThat(AigcReader.read(LabelFixtures.JSON.replace("\"1\"", "\"4\"")).findings())
        .containsExactly(Finding.broken("aigc.label-value", "Label is not one of 1, 2, 3"));
  }

  @Test
  void read_fieldMissingAndOrderWrong_bothNamed() {
    String raw =
        "{\"ContentProducer\":\"kling\",\"Label\":\"1\",\"ProduceID\":\"x\",\"ReservedCode1\":\"\","
            + "\"ContentPropagator\":\"\",\"PropagateID\":\"\"}";
    assertThat(codes(raw))
        .containsExactly(
            "aigc.order", "aigc.missing-field", "aigc.producer-name", "aigc.propagator-empty");
  }

  @Test
  void read_fieldTwice_isBroken() {
    assertThat(
            codes(
                LabelFixtures.JSON.replace("{\"Label\":\"1\"", "{\"Label\":\"1\",\"Label\":\"1\"")))
        .containsExactly("aigc.field-twice");
  }

  @Test
  void read_unknownMemberOfAnyShape_isSkippedWithNote() {
    assertThat(codes(LabelFixtures.JSON.replace("{\"Label\"", "{\"x\":[{\"Label\":{}}],\"Label\"")))
        .containsExactly("aigc.extra-field");
  }

  @Test
  void read_chineseName_isNoteOnCharset() {
    assertThat(codes(LabelFixtures.JSON.replace("\"001191110102MACQD9K64010000\"", "\"某公司\"")))
        .containsOnly("aigc.charset", "aigc.producer-name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "[]", "\"1\"", "{", "{\"Label\":\"1\"", "{\"Label\":", "null", "{}{}"})
  void read_notAnObject_isBroken(String raw) {
    assertThat(AigcReader.read(raw).findings())
        .anyMatch(finding -> finding.severity() == Finding.Severity.BROKEN);
  }

  @Test
  void read_nestedWithoutEnd_isBrokenNotOverflow() {
    assertThat(codes("{\"x\":" + "[".repeat(60_000))).contains("aigc.not-json");
  }
}
