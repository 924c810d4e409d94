package io.colophon.metering.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.colophon.metering.environment.GridZone;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Vectors of the language-neutral contract of EcoLogits; its tolerance is 1e-12 relative. Their
 * source and licence stand beside them.
 */
class EcologitsVectorsTest {
  private static final double TOLERANCE = 1e-12;

  static Stream<String> vectors() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            EcologitsVectorsTest.class.getResourceAsStream("ecologits/estimator-vectors.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines().skip(1).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void impacts_vector_isMatchedOnEveryCriterionOrRaises(String line) {
    String[] cells = line.split(";", -1);
    if (cells[13].equals("raises")) {
      assertThatThrownBy(() -> impacts(cells)).isInstanceOf(IllegalArgumentException.class);
      return;
    }
    EcologitsImpacts impacts = impacts(cells);

    assertMatches("energy", impacts.energy(), cells[13]);
    assertMatches("gwp", impacts.gwp(), cells[14]);
    assertMatches("adpe", impacts.adpe(), cells[15]);
    assertMatches("pe", impacts.pe(), cells[16]);
    assertMatches("wcf", impacts.wcf(), cells[17]);
    assertMatches("embodied gwp", impacts.gwpEmbodied(), cells[18]);
  }

  private static EcologitsImpacts impacts(String[] cells) {
    return EcologitsImpacts.of(
        new EcologitsRequest(
            billions(cells[1]),
            billions(cells[2]),
            Long.parseLong(cells[3]),
            cells[4].isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(cells[4]),
            new OutputSpeed(number(cells[5]), number(cells[6])),
            new GridZone(
                "X",
                new Method("vector", "0.11.2"),
                Double.parseDouble(cells[9]),
                number(cells[8]),
                number(cells[10]),
                number(cells[7]),
                "vector"),
            interval(cells[11], 1),
            interval(cells[12], 1)));
  }

  private static Interval billions(String text) {
    return interval(text, 1e9);
  }

  private static Interval interval(String text, double unit) {
    int dots = text.indexOf("..");
    return dots < 0
        ? Interval.of(Double.parseDouble(text) * unit)
        : Interval.between(
            Double.parseDouble(text.substring(0, dots)) * unit,
            Double.parseDouble(text.substring(dots + 2)) * unit);
  }

  private static @Nullable Double number(String text) {
    return text.isEmpty() ? null : Double.valueOf(text);
  }

  private static void assertMatches(String what, @Nullable Interval actual, String expected) {
    Interval vector = interval(expected, 1);
    assertThat(actual).as(what).isNotNull();
    assertThat(actual.low()).as(what).isCloseTo(vector.low(), offset(TOLERANCE * vector.low()));
    assertThat(actual.high()).as(what).isCloseTo(vector.high(), offset(TOLERANCE * vector.high()));
  }
}
