package io.colophon.labeling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderCodeTest {
  /** Codes that are public: those of companies whose labels were seen in the field. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "9144030008867405X2",
        "91110108335469089C",
        "91440101MA9Y9T4H7A",
        "91110108MACC4D63XF",
        "91110000802100433B",
        "91110102MACQD9K640",
        "91330106MA2CFLDG4R",
        "91440300708461136T",
        "91110102MAD55U9H0F"
      })
  void isCreditCode_realCodes_checkCharacterFits(String code) {
    assertThat(ProviderCode.isCreditCode(code)).isTrue();
  }

  @Test
  void isCreditCode_oneDigitChanged_doesNotFit() {
    assertThat(ProviderCode.isCreditCode("91110102MACQD9K650")).isFalse();
  }

  @Test
  void judge_formAndCheckCharacter_decide() {
    assertThat(ProviderCode.judge("001191110102MACQD9K64010000"))
        .isEqualTo(ProviderCode.Kind.VALID);
    assertThat(ProviderCode.judge("001191440300708461136T1308L"))
        .isEqualTo(ProviderCode.Kind.VALID);
    assertThat(ProviderCode.judge("001191110102MACQD9K65010000"))
        .isEqualTo(ProviderCode.Kind.WRONG_CHECK_CHARACTER);
    assertThat(ProviderCode.judge("doubao")).isEqualTo(ProviderCode.Kind.NOT_A_CODE);
    assertThat(ProviderCode.judge("001191110102MACQD9K64030000"))
        .isEqualTo(ProviderCode.Kind.NOT_A_CODE);
  }
}
