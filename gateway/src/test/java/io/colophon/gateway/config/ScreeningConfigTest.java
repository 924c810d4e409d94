package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreeningConfigTest {

  private static String rule(String keys) {
    return "screening: { rules: { r: { " + keys + " } } }";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "action: mask | looks for nothing",
        "words: [a] | required key is missing",
        "'words: [a], action: hide' | expected one of mask, refuse, flag",
        "'personal-data: [passport], action: mask' | expected one of cn-resident-id",
        "'expressions: [\"(a\"], action: mask' | expected a regular expression in RE2 syntax",
        "'expressions: [\"a*\"], action: mask' | does not match nothing",
        "'expressions: [\"(?=a)b\"], action: mask' | expected a regular expression in RE2 syntax",
        "'expressions: [\"((a{100}){100}){1000}\"], action: mask' | smaller repeat counts",
        "'moderation: {provider: nobody, model: m}, action: flag' | expected a name under"
            + " providers",
        "'moderation: {provider: local, model: m}, action: mask' | expected refuse or flag",
        "'words: [a], moderation: {provider: local, model: m}, action: flag' | a rule of its own"
      })
  void load_mistake_isToldWithItsPlace(String keys, String problem) {
    assertThat(Fixture.problems(rule(keys)))
        .anySatisfy(
            one -> assertThat(one).startsWith("c.yaml:1:").contains("rules.r").contains(problem));
  }

  @Test
  void load_expression_isReadBackAsItIs() {
    GatewayConfig config =
        Fixture.valid(rule("expressions: [\"(?i)a[bc]{2,3}\"], action: flag")).config();

    assertThat(config.screening().rules().get("r").expressions()).hasToString("[(?i)a[bc]{2,3}]");
  }

  @Test
  void load_allowedNetwork_isCheckedForBitsBeyondItsLength() {
    assertThat(Fixture.problems("links: { allowed-networks: [10.1.0.0/8] }"))
        .singleElement()
        .asString()
        .contains("expected no bits beyond the length");
  }
}
