package io.colophon.metering.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UsageEstimateTest {

  @Test
  void estimate_ecologits_givesItsOwnTotals() {
    EstimateResult result =
        estimate(
            "method", "ecologits-llm-0.11",
            "active-params", "32.3e9",
            "output-tokens", "200",
            "latency", "5s",
            "zone", "USA",
            "pue", "1.09",
            "wue", "0.999");
    assertThat(value(result, "energy").best())
        .isCloseTo(1.639303138765219e-05, withinPercentage(1e-10));
    assertThat(value(result, "gwp_total").best())
        .isCloseTo(7.115283348746835e-06, withinPercentage(1e-10));
    assertThat(value(result, "water").best())
        .isCloseTo(6.63690524682237e-05, withinPercentage(1e-10));
    assertThat(value(result, "adpe_total").best())
        .isCloseTo(4.719835921991472e-11, withinPercentage(1e-10));
    assertThat(value(result, "primary_energy_total").best())
        .isCloseTo(1.6912049570835678e-04, withinPercentage(1e-10));
    assertThat(result.row("compute").figure()).isInstanceOf(Figure.Unknown.class);
  }

  @Test
  void estimate_boundsOfParameters_giveBoundsOfFigures() {
    EstimateResult result =
        estimate(
            "active-params", "134e9..400e9",
            "input-tokens", "1000",
            "output-tokens", "100",
            "accelerator", "h100");
    assertThat(value(result, "compute"))
        .isEqualTo(new Interval(2 * 134e9 * 1100, 2 * 267e9 * 1100, 2 * 400e9 * 1100));
    assertThat(result.title()).isEqualTo("estimate by the best method that applies");
    assertThat(result.notes()).anyMatch(note -> note.startsWith("energy by flop-roofline, since"));
    assertThat(result.notes()).contains("no --pue given: 1.0..1.6 assumed");
  }

  @Test
  void estimate_video_takesSizeAndLength() {
    EstimateResult result =
        estimate(
            "model", "kling-v2.6",
            "video-width", "1280",
            "video-height", "720",
            "video-length", "5s",
            "pue", "1.2");
    assertThat(value(result, "energy").low()).isCloseTo(0.1239, withinPercentage(0.1));
    assertThat(result.row("co2e").figure())
        .isEqualTo(new Figure.Unknown("the grid zone is not known"));
  }

  @Test
  void estimate_methodCannotSay_isAnErrorWithTheReason() {
    assertThatThrownBy(() -> estimate("method", "ecologits-llm-0.11", "output-tokens", "5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("method ecologits-llm-0.11 cannot say: the model's parameters are not known");
  }

  @Test
  void estimate_badInput_namesValueAndExpectation() {
    assertError("--tps is '0', expected a number above 0", "tps", "0");
    assertError("active parameters are 0.0..0.0, expected a count above 0", "active-params", "0");
    assertError("--method is 'magic', expected one of [measured-local, ", "method", "magic");
    assertError("grid zone is 'XX', expected one of [CHN, CN, ", "zone", "XX");
    assertError("PUE is 0.5..0.5, expected 1 to 100", "pue", "0.5");
    assertError("accelerator is 'abacus', expected one of [a100, ", "accelerator", "abacus");
    assertError("--colour is not known, expected one of [accelerator, ", "colour", "red");
    assertError("--modality is 'smell', expected text, image, audio or video", "modality", "smell");
    assertThatThrownBy(() -> estimate("input-tokens", "5", "cached-tokens", "6"))
        .hasMessage("--cached-tokens is '6', expected at most --input-tokens, which is 5");
  }

  @Test
  void toText_result_alignsAndSaysUnknown() {
    assertThat(
            estimate(
                    "active-params", "175e9",
                    "input-tokens", "1024",
                    "output-tokens", "1024",
                    "method", "flop-roofline",
                    "pue", "1.2")
                .toText())
        .startsWith("estimate by flop-roofline/2\n")
        .contains("\n  compute           7.1680e14 FLOP  flop-roofline/2: parameters x tokens\n")
        .contains("\n  energy            unknown         the accelerator is not known\n");
  }

  @Test
  void toJson_result_isOneObjectWithNullForUnknown() {
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                estimate("active-params", "8e9", "input-tokens", "10", "output-tokens", "10")
                    .toJson());
    JsonNode compute = json.get("figures").get("compute");
    assertThat(compute.get("value").asDouble()).isEqualTo(3.2e11);
    assertThat(compute.get("unit").asString()).isEqualTo("FLOP");
    assertThat(compute.get("method").asString()).isEqualTo("flop-roofline");
    JsonNode carbon = json.get("figures").get("co2e");
    assertThat(carbon.get("value").isNull()).isTrue();
    assertThat(carbon.get("reason").asString()).isEqualTo("the grid zone is not known");
  }

  private static void assertError(String message, String name, String value) {
    assertThatThrownBy(() -> estimate(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  private static EstimateResult estimate(String... options) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    return UsageEstimate.estimate(EstimateRequest.parse(given));
  }

  private static Interval value(EstimateResult result, String row) {
    return ((Figure.Known) result.row(row).figure()).value();
  }
}
