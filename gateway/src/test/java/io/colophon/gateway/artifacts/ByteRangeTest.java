package io.colophon.gateway.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=2-5, 2, 5",
    "bytes=7-, 7, 9",
    "bytes=-3, 7, 9",
    "bytes=-30, 0, 9",
    "bytes=5-999999999999999999, 5, 9"
  })
  void of_oneRange_isThatPart(String header, long from, long to) throws Exception {
    assertThat(ByteRange.of(header, 10)).contains(new ByteRange(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes=-",
        "bytes=5-2",
        "bytes=0-1,3-4",
        "items=0-1",
        "bytes=a-b",
        "bytes 0-1"
      })
  void of_whatIsNotOneRange_isIgnored(String header) throws Exception {
    assertThat(ByteRange.of(header, 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
  void of_noByteInIt_isUnsatisfiable(String header) {
    assertThatThrownBy(() -> ByteRange.of(header, 10))
        .isInstanceOf(ByteRange.UnsatisfiableException.class);
  }

  @Test
  void of_emptyArtifact_hasNoRange() {
    assertThatThrownBy(() -> ByteRange.of("bytes=0-", 0))
        .isInstanceOf(ByteRange.UnsatisfiableException.class);
  }
}
