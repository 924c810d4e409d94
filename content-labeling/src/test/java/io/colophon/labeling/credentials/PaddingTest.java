package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaddingTest {
  @ParameterizedTest
  @EnumSource
  void add_anyLength_isMetToTheByte(Padding padding) {
    int bare = Cbor.encode(Map.of("hash", 1)).length;
    for (int bytes = padding.leastBytes(); bytes < 70_000; bytes += bytes < 700 ? 1 : 997) {
      Map<String, Object> map = new LinkedHashMap<>(Map.of("hash", 1));
      byte[] added = padding.add(map, bytes);
      assertThat(Cbor.encode(map)).hasSize(bare + bytes);
      assertThat(added).isEqualTo(new byte[added.length]);
    }
  }

  /** 25 and 258 bytes of a byte string with its head do not exist (C2PA 2.2, 10.4.4). */
  @ParameterizedTest
  @EnumSource
  void add_lengthThatOneEntryCannotHave_takesTwo(Padding padding) {
    for (int hole : new int[] {25, 258}) {
      Map<String, Object> map = new LinkedHashMap<>();
      padding.add(map, padding.leastBytes() - 1 + hole);
      assertThat(map).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void add_tooLittle_isRefused(Padding padding) {
    assertThatThrownBy(() -> padding.add(new LinkedHashMap<>(), padding.leastBytes() - 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at least " + padding.leastBytes());
  }
}
