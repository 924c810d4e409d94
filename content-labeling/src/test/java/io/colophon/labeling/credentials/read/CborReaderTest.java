package io.colophon.labeling.credentials.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors of RFC 8949, appendix A, and what must not be read. */
class CborReaderTest {
  @ParameterizedTest
  @CsvSource({
    "00,0",
    "17,23",
    "1818,24",
    "1903e8,1000",
    "1a000f4240,1000000",
    "1b000000e8d4a51000,1000000000000",
    "20,-1",
    "3903e7,-1000"
  })
  void read_wholeNumber_isItsValue(String hex, long value) throws Exception {
    assertThat(read(hex)).isEqualTo(new Cbor.Whole(value));
  }

  @ParameterizedTest
  @CsvSource({
    "f93c00,1.0",
    "f93e00,1.5",
    "f97bff,65504.0",
    "f90001,5.960464477539063e-8",
    "f9c400,-4.0",
    "fa47c35000,100000.0",
    "fb3ff199999999999a,1.1"
  })
  void read_realNumber_isItsValue(String hex, double value) throws Exception {
    assertThat(read(hex)).isEqualTo(new Cbor.Real(value));
  }

  @Test
  void read_texts_areCharacters() throws Exception {
    assertThat(read("6449455446").text("")).isEqualTo("IETF");
    assertThat(read("62c3bc").text("")).isEqualTo("\u00fc");
    assertThat(read("7f657374726561646d696e67ff").text("")).isEqualTo("streaming");
  }

  @Test
  void read_nested_isReachedByKeyAndPosition() throws Exception {
    CborMap map = read("a26161016162820203").map("");
    assertThat(map.whole("a")).hasValue(1);
    assertThat(map.items("b")).containsExactly(new Cbor.Whole(2), new Cbor.Whole(3));
    assertThat(map.get("c")).isEmpty();
    assertThat(read("bf61610161629f0203ffff").map("").items("b")).hasSize(2);
  }

  @Test
  void read_tag_standsAroundItsValue() throws Exception {
    assertThat(read("c074323031332d30332d32315432303a30343a30305a"))
        .isEqualTo(new Cbor.Tagged(0, new Cbor.Text("2013-03-21T20:04:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "18", // a number that is cut off
        "1c", // reserved
        "0000", // something after it
        "5affffffff00", // 4 GB of bytes
        "7bffffffffffffffff", // 2^64 characters
        "9bffffffffffffffff00", // as many items
        "9a00ffffff00", // 16 million items in one byte
        "ba7fffffff6161", // a map of 2^31 entries
        "a2616101616102", // a key twice
        "a14101f6", // a key of bytes
        "61ff", // no UTF-8
        "9f01", // a list without end
        "5f6161ff", // text in a string of bytes
        "ff", // an end of nothing
        "1bffffffffffffffff" // more than 63 bits
      })
  void read_brokenItem_isRefused(String hex) {
    assertThatThrownBy(() -> read(hex)).isInstanceOf(CborException.class);
  }

  @Test
  void read_deepNesting_isRefused() {
    assertThatThrownBy(() -> read("81".repeat(100_000) + "00"))
        .isInstanceOf(CborException.class)
        .hasMessageContaining("deeper");
    assertThatThrownBy(() -> read("c1".repeat(100_000) + "00")).isInstanceOf(CborException.class);
  }

  @Test
  void map_otherKindThanAskedFor_isRefused() throws Exception {
    CborMap map = read("a1616101").map("");
    assertThatThrownBy(() -> map.text("a"))
        .isInstanceOf(CborException.class)
        .hasMessage("a is whole, expected text");
    assertThatThrownBy(() -> map.need("b")).hasMessage("b is missing");
  }

  private static Cbor read(String hex) throws CborException {
    return CborReader.read(HexFormat.of().parseHex(hex));
  }
}
