package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerTest {

  /** Codes that are in public use. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "001191110102MACQD9K64010000",
        "001191330106MA2CFLDG4R10001",
        "001191110102MAD55U9H0F10002",
        "001191110102MACQD9K64000000"
      })
  void code_inUse_isAccepted(String code) {
    assertThat(Producer.parse(code).isCode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"colophon-embedded", "Acme,Inc.", "91440101MA9Y9T4H7A", "001191"})
  void name_ofAsciiWithoutSpaces_isAccepted(String name) {
    assertThat(Producer.parse(name).isCode()).isFalse();
  }

  @Test
  void code_wrongCheckDigit_isRefused() {
    assertThatThrownBy(() -> Producer.parse("001191110102MACQD9K65010000"))
        .hasMessageContaining("check digit of this one is wrong");
  }

  @Test
  void code_wrongServiceType_isRefused() {
    assertThatThrownBy(() -> Producer.parse("001191110102MACQD9K64030000"))
        .hasMessageContaining("ends in 00000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "深圳", "a\"b", "a\\b", "a\tb", "a\u007f"})
  void name_outsideTheCharacterSet_isRefused(String name) {
    assertThatThrownBy(() -> Producer.parse(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a code of 27 digits and capitals or a name");
  }

  @Test
  void name_tooLong_isRefused() {
    assertThat(Producer.parse("x".repeat(128)).text()).hasSize(128);
    assertThatThrownBy(() -> Producer.parse("x".repeat(129)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
