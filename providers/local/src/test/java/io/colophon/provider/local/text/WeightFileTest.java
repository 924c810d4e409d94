package io.colophon.provider.local.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightFileTest {
  private final byte[] vocabulary = Resources.bytes("vocabulary.txt");
  private final byte[] weights = Resources.bytes("local-lm.bin");

  @Test
  void read_shippedFile_hasTheSizesOfTheModelCard() {
    Network.Shape shape = WeightFile.read(weights, vocabulary).shape();

    assertThat(shape).isEqualTo(new Network.Shape(192, 4, 6, 768, 160, 6685));
    assertThat(shape.parameters()).isEqualTo(3_052_992);
    assertThat(weights).hasSizeLessThan(5_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "0, weight file begins with",
    "9, weights belong to the vocabulary with CRC-32",
    "35, weight file has 3107420 bytes, expected",
    "12, weight file states impossible sizes",
    "100, weight file is altered",
    "3107419, weight file is altered",
  })
  void read_oneByteAltered_saysWhatIsWrong(int at, String message) {
    weights[at] ^= 0x41;

    assertThatThrownBy(() -> WeightFile.read(weights, vocabulary))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource({"0", "11", "39", "40", "3107419"})
  void read_cutShort_saysHowManyBytesThereAre(int length) {
    assertThatThrownBy(() -> WeightFile.read(Arrays.copyOf(weights, length), vocabulary))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("weight file has " + length + " bytes");
  }

  @Test
  void parse_vocabularyWithoutEnd_saysSo() {
    assertThatThrownBy(() -> Vocabulary.parse("a\nb\n".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("vocabulary of 2 pieces has no <end> behind its bytes");
  }

  @Test
  void bytes_missingFile_saysWhich() {
    assertThatThrownBy(() -> Resources.bytes("nowhere.bin"))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("nowhere.bin");
  }
}
