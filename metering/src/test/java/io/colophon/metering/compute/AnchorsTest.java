package io.colophon.metering.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.DocumentRegion;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Estimates of the ladder against what others measured; the table of docs/compute-models.md. */
class AnchorsTest {
  private static final String PAGE = "compute-models.md";

  static List<Anchor> comparable() {
    return Anchors.all().stream().filter(Anchor::comparable).toList();
  }

  @ParameterizedTest
  @MethodSource("comparable")
  void ladder_publicMeasurement_isWithinTwiceAndInsideTheBounds(Anchor anchor) {
    assertThat(anchor.factor()).as(anchor.name()).isLessThan(2);
    if (!anchor.unit().equals("TFLOP")) { // operations of a known network are known well
      assertThat(anchor.published())
          .as(anchor.name())
          .isBetween(anchor.ours().low(), anchor.ours().high());
    }
  }

  @Test
  void ladder_publicMeasurements_medianErrorIsBelow35Percent() {
    double[] errors = comparable().stream().mapToDouble(Anchor::error).sorted().toArray();
    double median = (errors[(errors.length - 1) / 2] + errors[errors.length / 2]) / 2;

    assertThat(errors.length).isGreaterThanOrEqualTo(9);
    assertThat(median).isLessThan(0.35);
  }

  @Test
  void ladder_measurementsThatShapedNoRung_medianErrorIsBelow35Percent() {
    // Without DeepSeek's, and without the pictures that the fit was made from.
    double[] errors =
        comparable().stream()
            .filter(anchor -> !anchor.rung().startsWith("throughput-profile"))
            .filter(anchor -> !anchor.rung().startsWith("diffusion-energy-fit"))
            .filter(anchor -> !anchor.rung().equals("flop-roofline/2"))
            .mapToDouble(Anchor::error)
            .sorted()
            .toArray();

    assertThat(errors).hasSize(5);
    assertThat(errors[2]).isLessThan(0.35);
  }

  @Test
  void ladder_deepSeek_passesEcologitsOverAndSaysWhy() {
    ModelFacts model = Runs.card("deepseek-v3").withThroughput(null);

    ComputeLadder.Choice choice =
        ComputeLadder.standard()
            .estimate(
                model,
                new Workload(
                    Modality.TEXT,
                    Runs.counted(Map.of(UsageUnit.INPUT_TOKENS, 0L, UsageUnit.OUTPUT_TOKENS, 400L)),
                    RunShape.UNKNOWN,
                    Double.POSITIVE_INFINITY));

    assertThat(choice.reason()).contains("ecologits-llm-0.11 is passed over");
  }

  @Test
  void page_table_isWhatTheLadderSays() throws IOException {
    String table = table();

    assertThat(DocumentRegion.of(PAGE, "anchors", table)).isEqualTo(table);
  }

  @Test
  void page_rungs_areThoseOfTheLadderInOrder() throws IOException {
    StringBuilder list = new StringBuilder();
    int number = 0;
    for (ComputeModel rung : ComputeLadder.standard().rungs()) {
      list.append(++number).append(". `").append(rung.method().tag()).append("`\n");
    }

    assertThat(DocumentRegion.of(PAGE, "rungs", list.toString())).isEqualTo(list.toString());
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder(
            "| what was measured | published | ours (bounds) | ratio | method | boundary | source"
                + " |\n"
                + "|---|---:|---:|---:|---|---|---|\n");
    for (Anchor anchor : Anchors.all()) {
      table
          .append("| ")
          .append(anchor.name())
          .append(" | ")
          .append(number(anchor.published()))
          .append(' ')
          .append(anchor.unit())
          .append(" | ")
          .append(number(anchor.ours().best()))
          .append(" (")
          .append(number(anchor.ours().low()))
          .append(" to ")
          .append(number(anchor.ours().high()))
          .append(") | ")
          .append(String.format(Locale.ROOT, "%.2f", anchor.ratio()))
          .append(" | `")
          .append(anchor.rung())
          .append("` | ")
          .append(anchor.boundary())
          .append(" | ")
          .append(anchor.source())
          .append(" |\n");
    }
    return table.toString();
  }

  /** Three digits that count. */
  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.3f", value);
  }
}
