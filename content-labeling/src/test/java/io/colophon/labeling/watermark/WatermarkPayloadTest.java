package io.colophon.labeling.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WatermarkPayloadTest {
  @Test
  void of_abc_isTheStartOfTheDigestInFips180() {
    assertThat(WatermarkPayload.of("abc")).isEqualTo(0xba7816bf8f01cfeaL);
  }

  @Test
  void of_empty_isRefused() {
    assertThatThrownBy(() -> WatermarkPayload.of("")).isInstanceOf(IllegalArgumentException.class);
  }
}
