package io.colophon.metering.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InvariantsTest {

  static Stream<UsageUnit> parts() {
    return Arrays.stream(UsageUnit.values()).filter(unit -> unit.partOf().isPresent());
  }

  @ParameterizedTest
  @MethodSource("parts")
  void part_beyondItsWhole_isClampedToIt(UsageUnit part) {
    UsageUnit whole = part.partOf().orElseThrow();
    Usage usage = Usage.from(Quantity.Source.PROVIDER_FINAL).with(whole, 5).with(part, 6).build();
    assertThat(Invariants.hold(usage)).isFalse();
    Usage checked = UsageCheck.completed(usage, LocalCount.NONE);
    assertThat(checked.value(part)).hasValue(5);
    assertThat(checked.value(whole)).hasValue(5);
    assertThat(Invariants.hold(checked)).isTrue();
  }
}
