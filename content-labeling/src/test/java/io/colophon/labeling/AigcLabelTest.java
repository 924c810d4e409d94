package io.colophon.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AigcLabelTest {
  @Test
  void toJson_firstWrite_sevenFieldsInOrderWithPropagatorAsProducer() {
    assertThat(AigcLabel.generated(LabelFixtures.order(Jurisdiction.CN)).toJson())
        .isEqualTo(
            "{\"Label\":\"1\",\"ContentProducer\":\"001191110102MACQD9K64010000\","
                + "\"ProduceID\":\"0f8c1a2b-77aa\",\"ReservedCode1\":\"\","
                + "\"ContentPropagator\":\"001191110102MACQD9K64010000\","
                + "\"PropagateID\":\"0f8c1a2b-77aa\",\"ReservedCode2\":\"\"}");
  }

  @Test
  void toJson_quoteInReservedCode_isEscaped() {
    AigcLabel label = new AigcLabel("1", "a", "b", "{\"x\":1}", "a", "b", "");
    assertThat(label.toJson()).contains("\"ReservedCode1\":\"{\\\"x\\\":1}\"");
    assertThat(AigcReader.read(label.toJson()).label()).contains(label);
  }

  @Test
  void toJson_valueOutsideCharset_isRefused() {
    AigcLabel label = new AigcLabel("1", "某公司", "b", "", "a", "b", "");
    assertThatThrownBy(label::toJson).hasMessageContaining("ContentProducer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "quote\"", "back\\slash", "某公司", "tab\t", "\u007f"})
  void order_producerOutsideCharset_isRefused(String producer) {
    assertThatThrownBy(
            () ->
                new LabelOrder(
                    Set.of(Jurisdiction.CN), producer, "id", "", "", Instant.ofEpochSecond(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contentProducer");
  }

  @Test
  void order_noJurisdiction_isRefused() {
    assertThatThrownBy(() -> new LabelOrder(Set.of(), "p", "id", "", "", Instant.ofEpochSecond(1)))
        .hasMessageContaining("jurisdictions");
  }

  @Test
  void profile_severalJurisdictions_fixedOrder() {
    assertThat(LabelFixtures.order(Jurisdiction.US_CA, Jurisdiction.EU, Jurisdiction.CN).profile())
        .isEqualTo("cn+eu+us-ca");
  }

  @Test
  void propagated_foundLabel_keepsTheProducersFourFields() {
    AigcLabel found = new AigcLabel("1", "doubao", "id-1", "sig", "doubao", "id-1", "old");
    assertThat(AigcLabel.propagated(Optional.of(found), "2", "001191110102MACQD9K64020000", "p-7"))
        .isEqualTo(
            new AigcLabel("1", "doubao", "id-1", "sig", "001191110102MACQD9K64020000", "p-7", ""));
  }

  @Test
  void propagated_nothingFound_bearsTheDistributorsJudgementAlone() {
    AigcLabel label = AigcLabel.propagated(Optional.empty(), "3", "platform", "p-7");
    assertThat(label).isEqualTo(new AigcLabel("3", "", "", "", "platform", "p-7", ""));
    assertThat(AigcRules.check(label)).noneMatch(f -> f.severity() == Finding.Severity.BROKEN);
  }

  @Test
  void check_producersLabelWithoutProducer_isBroken() {
    AigcLabel label = new AigcLabel("1", "", "", "", "platform", "p-7", "");
    assertThat(AigcRules.check(label))
        .filteredOn(f -> f.code().equals("aigc.empty-field"))
        .hasSize(2);
  }
}
