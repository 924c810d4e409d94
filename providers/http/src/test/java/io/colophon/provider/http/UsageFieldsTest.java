package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.OddNumber;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class UsageFieldsTest {

  static java.util.List<OddNumber> oddNumbers() {
    return OddNumber.ALL;
  }

  private static Usage of(JsonNode node) {
    return new UsageFields().with(UsageUnit.OUTPUT_TOKENS, node).build();
  }

  @ParameterizedTest
  @MethodSource("oddNumbers")
  void count_thatCannotBe_isClampedAndNoted(OddNumber odd) {
    Usage usage = of(Json.tree(odd.written()));
    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).isEqualTo(odd.takenFor());
    assertThat(usage.isSuspect()).isTrue();
    assertThat(usage.suspicions())
        .extracting(Suspicion::unit)
        .containsOnly(UsageUnit.OUTPUT_TOKENS);
  }

  @Test
  void count_thatIsText_isNotRepeatedInTheSuspicion() {
    Usage usage = of(Json.tree("a secret of the caller"));
    assertThat(usage.suspicions())
        .extracting(Suspicion::found)
        .containsExactly("a text of 22 characters");
  }

  @Test
  void count_anyWholeNumberInRange_isTakenAsItIs() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      long truth = random.nextLong(StatedCount.MOST + 1);
      assertThat(of(Json.read(Long.toString(truth))))
          .isEqualTo(
              Usage.from(Quantity.Source.PROVIDER_FINAL)
                  .with(UsageUnit.OUTPUT_TOKENS, truth)
                  .build());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "12.0, 12", "1e3, 1000", "1000000000000000, 1000000000000000"})
  void count_writtenOtherwiseButWhole_isSound(String json, long value) {
    Usage usage = of(Json.read(json));
    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).isEqualTo(OptionalLong.of(value));
    assertThat(usage.isSuspect()).isFalse();
  }

  @Test
  void count_missingOrNull_isNotReported() {
    assertThat(of(Json.read("null"))).isEqualTo(Usage.UNREPORTED);
    assertThat(of(Json.object().path("none"))).isEqualTo(Usage.UNREPORTED);
  }

  @ParameterizedTest
  @CsvSource({"5, 5000", "5.04, 5040", "0, 0", "0.0004, 0", "0.0006, 1", "'\"5.1\"', 5100"})
  void seconds_anyFraction_areMillisecondsRounded(String json, long millis) {
    Usage usage = new UsageFields().withSeconds(UsageUnit.VIDEO_MILLIS, Json.read(json)).build();
    assertThat(usage.value(UsageUnit.VIDEO_MILLIS)).hasValue(millis);
    assertThat(usage.isSuspect()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "1e13, 1000000000000000", "1e300, 1000000000000000"})
  void seconds_thatCannotBe_areClampedAndNoted(String json, long millis) {
    Usage usage = new UsageFields().withSeconds(UsageUnit.VIDEO_MILLIS, Json.read(json)).build();
    assertThat(usage.value(UsageUnit.VIDEO_MILLIS)).hasValue(millis);
    assertThat(usage.isSuspect()).isTrue();
  }

  @Test
  void sum_withASuspectPart_isSuspectItself() {
    Usage usage =
        new UsageFields()
            .withSum(
                UsageUnit.INPUT_TOKENS,
                StatedCount.read(Json.read("10")),
                StatedCount.read(Json.read("-4")))
            .build();
    assertThat(usage.value(UsageUnit.INPUT_TOKENS)).hasValue(10);
    assertThat(usage.suspicions()).extracting(Suspicion::found).containsExactly("-4");
  }

  @Test
  void sum_withoutItsFirstPart_isNotReported() {
    Usage usage =
        new UsageFields()
            .withSum(UsageUnit.INPUT_TOKENS, null, StatedCount.read(Json.read("4")))
            .build();
    assertThat(usage).isEqualTo(Usage.UNREPORTED);
  }

  @Test
  void counted_byUs_doesNotReplaceWhatTheVendorSays() {
    Usage usage =
        new UsageFields()
            .with(UsageUnit.IMAGES, Json.read("0"))
            .counted(UsageUnit.IMAGES, 3)
            .counted(UsageUnit.INPUT_CHARACTERS, 5)
            .build();
    assertThat(usage.value(UsageUnit.IMAGES)).hasValue(0);
    assertThat(usage.of(UsageUnit.INPUT_CHARACTERS))
        .isEqualTo(new Quantity.Known(5, Quantity.Source.COUNTED_LOCALLY));
  }
}
