package io.colophon.provider.triton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawTensorTest {

  @Test
  void texts_areLengthAndBytes() {
    assertThat(RawTensor.ofTexts(List.of("ab", "")).toByteArray())
        .containsExactly(2, 0, 0, 0, 'a', 'b', 0, 0, 0, 0);
    assertThat(RawTensor.elements(RawTensor.ofTexts(List.of("湖", "", "b"))))
        .extracting(ByteString::toStringUtf8)
        .containsExactly("湖", "", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "0100", "05000000", "ffffffff61", "0200000061"})
  void texts_cut_areMalformed(String hex) {
    ByteString raw = ByteString.fromHex(hex);

    assertThatThrownBy(() -> RawTensor.elements(raw))
        .isInstanceOfSatisfying(
            ProviderException.class,
            why -> assertThat(why.kind()).isEqualTo(FailureKind.MALFORMED_ANSWER));
  }

  // Values of IEEE 754: sign, exponent, fraction.
  @ParameterizedTest
  @CsvSource({
    "FP16,003c,1",
    "FP16,00c0,-2",
    "FP16,0038,0.5",
    "FP16,ff7b,65504",
    "FP16,0100,5.9604645e-8",
    "FP16,0080,-0.0",
    "BF16,803f,1",
    "FP32,0000c03f,1.5",
    "FP64,000000000000f83f,1.5",
    "UINT8,ff,255",
    "INT8,ff,-1",
    "UINT16,ffff,65535",
    "INT16,ffff,-1",
    "UINT32,ffffffff,4294967295",
    "INT32,ffffffff,-1",
    "INT64,ffffffffffffffff,-1",
    "BOOL,01,1"
  })
  void numbers_ofEachType_areRead(String type, String hex, float expected) {
    assertThat(RawTensor.numbers(ByteString.fromHex(hex), type)).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "BOOL,1,01",
    "INT32,-2,feffffff",
    "UINT64,9,0900000000000000",
    "FP32,1.5,0000c03f",
    "FP64,1.5,000000000000f83f"
  })
  void number_inEachType_isWritten(String type, double value, String hex) {
    assertThat(RawTensor.ofNumber(value, type)).contains(ByteString.fromHex(hex));
  }

  @Test
  void whole_largerThanADouble_isExact() {
    assertThat(RawTensor.ofWhole(Long.MAX_VALUE - 1, "INT64"))
        .contains(ByteString.fromHex("feffffffffffff7f"));
  }

  @Test
  void numbers_cutOrOfNoType_areMalformed() {
    assertThatThrownBy(() -> RawTensor.numbers(ByteString.fromHex("0000c0"), "FP32"))
        .isInstanceOf(ProviderException.class);
    assertThatThrownBy(() -> RawTensor.numbers(ByteString.EMPTY, "BYTES"))
        .isInstanceOf(ProviderException.class);
  }
}
