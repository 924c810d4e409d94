package io.colophon.provider.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.v1.FinishReason;
import io.colophon.v1.ProviderFinished;
import io.colophon.v1.UsageCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinishReaderTest {

  private static Usage usage(String unit, long value) {
    return FinishReader.read(
            ProviderFinished.newBuilder()
                .setReason(FinishReason.FINISH_REASON_STOP)
                .addUsage(UsageCount.newBuilder().setUnit(unit).setValue(value))
                .build())
        .usage();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0",
    "-9223372036854775808, 0",
    "1000000000000001, 1000000000000000",
    "9223372036854775807, 1000000000000000"
  })
  void count_thatCannotBe_isClampedAndNoted(long said, long taken) {
    Usage usage = usage("output_tokens", said);
    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).hasValue(taken);
    assertThat(usage.suspicions())
        .extracting(Suspicion::found)
        .containsExactly(Long.toString(said));
  }

  @Test
  void count_explicitZero_isZero() {
    assertThat(usage("output_tokens", 0).value(UsageUnit.OUTPUT_TOKENS)).hasValue(0);
  }

  @Test
  void count_ofOperations_mayBeLarge() {
    Usage usage = usage("flop", 5_000_000_000_000_000_000L);
    assertThat(usage.value(UsageUnit.FLOP)).hasValue(5_000_000_000_000_000_000L);
    assertThat(usage.isSuspect()).isFalse();
  }

  @Test
  void count_ofAUnitNotKnown_isPassedOver() {
    assertThat(usage("thoughts_of_a_newer_contract", 5)).isEqualTo(Usage.UNREPORTED);
  }
}
