package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Vectors of RFC 8949, appendix A. */
class CborTest {
  @Test
  void encode_integers_areShortest() {
    assertThat(hex(0)).isEqualTo("00");
    assertThat(hex(23)).isEqualTo("17");
    assertThat(hex(24)).isEqualTo("1818");
    assertThat(hex(100)).isEqualTo("1864");
    assertThat(hex(1000)).isEqualTo("1903e8");
    assertThat(hex(1_000_000)).isEqualTo("1a000f4240");
    assertThat(hex(1_000_000_000_000L)).isEqualTo("1b000000e8d4a51000");
    assertThat(hex(-1)).isEqualTo("20");
    assertThat(hex(-100)).isEqualTo("3863");
    assertThat(hex(-1000)).isEqualTo("3903e7");
  }

  @Test
  void encode_strings_asInTheStandard() {
    assertThat(hex("")).isEqualTo("60");
    assertThat(hex("IETF")).isEqualTo("6449455446");
    assertThat(hex("\u6c34")).isEqualTo("63e6b0b4");
    assertThat(hex(new byte[] {1, 2, 3, 4})).isEqualTo("4401020304");
  }

  @Test
  void encode_nested_asInTheStandard() {
    assertThat(hex(List.of())).isEqualTo("80");
    assertThat(hex(List.of(1, List.of(2, 3), List.of(4, 5)))).isEqualTo("8301820203820405");
    assertThat(hex(Map.of("a", 1, "b", List.of(2, 3)))).isEqualTo("a26161016162820203");
    assertThat(hex(List.of(false, true, Cbor.NIL))).isEqualTo("83f4f5f6");
    assertThat(hex(new Cbor.Tagged(0, "2013-03-21T20:04:00Z")))
        .isEqualTo("c074323031332d30332d32315432303a30343a30305a");
  }

  /** RFC 8949, 4.2.1, the example of key order. */
  @Test
  void encode_mapInAnyOrder_sortsByEncodedKey() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("aa", 4);
    map.put("z", 3);
    map.put(-1, 2);
    map.put(100, 1);
    map.put(10, 0);
    assertThat(hex(map)).isEqualTo("a50a00186401" + "2002" + "617a03" + "62616104");
  }

  @Test
  void encode_otherType_isRefused() {
    assertThatThrownBy(() -> Cbor.encode(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a java.lang.Double has no CBOR form");
  }

  private static String hex(Object value) {
    return HexFormat.of().formatHex(Cbor.encode(value));
  }
}
