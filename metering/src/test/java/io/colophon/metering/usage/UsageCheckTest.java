package io.colophon.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UsageCheckTest {
  private static final LocalCount TEXT =
      LocalCount.NONE
          .with(UsageUnit.INPUT_TOKENS, new TokenCount(40, 30, Quantity.Source.ESTIMATED))
          .with(UsageUnit.OUTPUT_TOKENS, new TokenCount(20, 20, Quantity.Source.COUNTED_LOCALLY));

  private static Usage.Builder said() {
    return Usage.from(Quantity.Source.PROVIDER_FINAL);
  }

  private static Quantity known(long value, Quantity.Source source) {
    return new Quantity.Known(value, source);
  }

  @Test
  void completed_soundUsage_isLeftAsItIs() {
    Usage usage =
        said()
            .with(UsageUnit.INPUT_TOKENS, 100)
            .with(UsageUnit.CACHE_READ_TOKENS, 60)
            .with(UsageUnit.CACHE_WRITE_TOKENS, 40)
            .with(UsageUnit.OUTPUT_TOKENS, 0)
            .build();
    assertThat(UsageCheck.completed(usage, TEXT)).isSameAs(usage);
    assertThat(UsageCheck.uncachedInput(usage)).hasValue(0);
    assertThat(UsageCheck.visibleOutput(usage)).hasValue(0);
  }

  @Test
  void completed_explicitZero_isNotReplacedByACount() {
    Usage usage = said().with(UsageUnit.INPUT_TOKENS, 0).with(UsageUnit.OUTPUT_TOKENS, 0).build();
    Usage checked = UsageCheck.completed(usage, TEXT);
    assertThat(checked.value(UsageUnit.OUTPUT_TOKENS)).hasValue(0);
    assertThat(checked.isSuspect()).isFalse();
  }

  @Test
  void completed_withoutUsage_isCountedHereAndSuspect() {
    Usage checked = UsageCheck.completed(Usage.UNREPORTED, TEXT);
    assertThat(checked.of(UsageUnit.OUTPUT_TOKENS))
        .isEqualTo(known(20, Quantity.Source.COUNTED_LOCALLY));
    assertThat(checked.of(UsageUnit.INPUT_TOKENS)).isEqualTo(known(40, Quantity.Source.ESTIMATED));
    assertThat(checked.suspicions())
        .extracting(Suspicion::unit, Suspicion::found)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(UsageUnit.INPUT_TOKENS, "nothing"),
            org.assertj.core.groups.Tuple.tuple(UsageUnit.OUTPUT_TOKENS, "nothing"));
  }

  @Test
  void completed_picturesThatTheVendorDoesNotCount_areCountedHereAndNotSuspect() {
    Usage checked =
        UsageCheck.completed(Usage.UNREPORTED, LocalCount.NONE.withCounted(UsageUnit.IMAGES, 3));
    assertThat(checked.of(UsageUnit.IMAGES)).isEqualTo(known(3, Quantity.Source.COUNTED_LOCALLY));
    assertThat(checked.isSuspect()).isFalse();
  }

  @Test
  void completed_cacheBeyondInput_isClampedToIt() {
    Usage checked =
        UsageCheck.completed(
            said()
                .with(UsageUnit.INPUT_TOKENS, 100)
                .with(UsageUnit.CACHE_READ_TOKENS, 70)
                .with(UsageUnit.CACHE_WRITE_TOKENS, 60)
                .with(UsageUnit.CACHE_WRITE_1H_TOKENS, 60)
                .build(),
            LocalCount.NONE);
    assertThat(checked.value(UsageUnit.INPUT_TOKENS)).hasValue(100);
    assertThat(checked.value(UsageUnit.CACHE_READ_TOKENS)).hasValue(70);
    assertThat(checked.value(UsageUnit.CACHE_WRITE_TOKENS)).hasValue(30);
    assertThat(checked.value(UsageUnit.CACHE_WRITE_1H_TOKENS)).hasValue(30);
    assertThat(checked.suspicions())
        .contains(new Suspicion(UsageUnit.CACHE_WRITE_TOKENS, "60", "at most 30 of input_tokens"));
  }

  @Test
  void completed_reasoningBeyondOutput_isClampedToIt() {
    Usage checked =
        UsageCheck.completed(
            said().with(UsageUnit.OUTPUT_TOKENS, 5).with(UsageUnit.REASONING_TOKENS, 9).build(),
            LocalCount.NONE);
    assertThat(checked.value(UsageUnit.REASONING_TOKENS)).hasValue(5);
    assertThat(checked.isSuspect()).isTrue();
  }

  @Test
  void completed_countThatWasClampedWhenRead_givesWayToOurs() {
    Usage checked =
        UsageCheck.completed(
            said()
                .with(UsageUnit.INPUT_TOKENS, 7)
                .suspect(UsageUnit.OUTPUT_TOKENS, 0, "-5", "0 or more")
                .build(),
            TEXT);
    assertThat(checked.of(UsageUnit.OUTPUT_TOKENS))
        .isEqualTo(known(20, Quantity.Source.COUNTED_LOCALLY));
    assertThat(checked.of(UsageUnit.INPUT_TOKENS))
        .isEqualTo(known(7, Quantity.Source.PROVIDER_FINAL));
    assertThat(checked.suspicions()).hasSize(1);
  }

  @Test
  void completed_countWrittenAsText_staysTheVendors() {
    Usage checked =
        UsageCheck.completed(
            said()
                .with(UsageUnit.INPUT_TOKENS, 7)
                .suspect(UsageUnit.OUTPUT_TOKENS, 42, "\"42\"", "a whole number")
                .build(),
            TEXT);
    assertThat(checked.of(UsageUnit.OUTPUT_TOKENS))
        .isEqualTo(known(42, Quantity.Source.PROVIDER_FINAL));
    assertThat(checked.isSuspect()).isTrue();
  }

  @Test
  void completed_countBeyondMeasureWithoutOurs_isNotBilledAtAll() {
    Usage checked =
        UsageCheck.completed(
            said().suspect(UsageUnit.IMAGES, UsageCheck.MOST, "1e30", "a whole number").build(),
            LocalCount.NONE);
    assertThat(checked.value(UsageUnit.IMAGES)).isEmpty();
    assertThat(checked.isSuspect()).isTrue();
  }

  @Test
  void brokenOff_vendorSpokeEarly_moreThatPassedCounts() {
    Usage soFar = said().with(UsageUnit.INPUT_TOKENS, 55).with(UsageUnit.OUTPUT_TOKENS, 1).build();
    Usage checked = UsageCheck.brokenOff(Optional.of(soFar), TEXT);
    assertThat(checked.of(UsageUnit.INPUT_TOKENS))
        .isEqualTo(known(55, Quantity.Source.PROVIDER_PARTIAL));
    assertThat(checked.of(UsageUnit.OUTPUT_TOKENS))
        .isEqualTo(known(20, Quantity.Source.COUNTED_LOCALLY));
    assertThat(checked.isSuspect()).isFalse();
  }

  @Test
  void brokenOff_vendorCountsWhatIsNotShown_vendorsFigureCounts() {
    Usage soFar = said().with(UsageUnit.OUTPUT_TOKENS, 900).build();
    Usage checked = UsageCheck.brokenOff(Optional.of(soFar), TEXT);
    assertThat(checked.of(UsageUnit.OUTPUT_TOKENS))
        .isEqualTo(known(900, Quantity.Source.PROVIDER_PARTIAL));
  }

  @Test
  void brokenOff_onlyOurEstimate_countsWithItsLowerBound() {
    Usage checked = UsageCheck.brokenOff(Optional.empty(), TEXT);
    assertThat(checked.of(UsageUnit.INPUT_TOKENS)).isEqualTo(known(30, Quantity.Source.ESTIMATED));
  }

  @Test
  void brokenOff_nothingKnown_isNotReported() {
    assertThat(UsageCheck.brokenOff(Optional.empty(), LocalCount.NONE)).isEqualTo(Usage.UNREPORTED);
  }

  @Test
  void completed_anyNumbersWhatever_invariantsHoldAndNothingGrows() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      Usage.Builder builder = said();
      for (UsageUnit unit : UsageUnit.values()) {
        if (random.nextInt(3) > 0) {
          builder.with(unit, random.nextLong(UsageCheck.MOST >> random.nextInt(50)));
        }
      }
      Usage usage = builder.build();
      Usage checked = UsageCheck.completed(usage, LocalCount.NONE);
      assertThat(Invariants.hold(checked)).as("seed %s: %s", seed, checked).isTrue();
      assertThat(checked.quantities().keySet()).isEqualTo(usage.quantities().keySet());
      checked
          .quantities()
          .forEach(
              (unit, known) ->
                  assertThat(known.value())
                      .isLessThanOrEqualTo(usage.quantities().get(unit).value()));
      assertThat(checked.isSuspect()).isEqualTo(!checked.equals(usage));
      long input = checked.value(UsageUnit.INPUT_TOKENS).orElse(0);
      if (checked.value(UsageUnit.INPUT_TOKENS).isPresent()) {
        assertThat(
                UsageCheck.uncachedInput(checked).orElseThrow()
                    + checked.value(UsageUnit.CACHE_READ_TOKENS).orElse(0)
                    + checked.value(UsageUnit.CACHE_WRITE_TOKENS).orElse(0))
            .isEqualTo(input);
      }
    }
  }
}
