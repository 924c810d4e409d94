package io.colophon.metering.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colophon.metering.figure.Figure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {
  private static final String INFERENCE =
      """
      scenario: inference
      parameters: 175e9
      visits-per-day: 25e6
      turns-per-visit: 10
      tokens-per-turn: 2048
      utilisation: 0.3
      server: { pflops: 2, kilowatts: 10 }
      """;

  @Test
  void training_asStated_agreesWithTheSourceStepByStep() throws IOException {
    EstimateResult result = ScenarioFile.bundled("training-as-stated").evaluate();
    assertThat(value(result, "compute")).isEqualTo(3.15e23);
    assertThat(value(result, "compute_effective")).isCloseTo(1.478873e9, within(0.5e3));
    assertThat(Math.round(value(result, "pflops_days"))).isEqualTo(17_117);
    assertThat(value(result, "server_days")).isEqualTo(8_559);
    assertThat(value(result, "energy")).isEqualTo(2_464_992);
    // Printed 302.94 t, cut off; and 745.25 t.
    assertThat(value(result, "coal") / 1000).isCloseTo(302.9475, within(0.0001));
    assertThat(value(result, "co2_coal_route") / 1000).isCloseTo(745.2509, within(0.0001));
    assertThat(value(result, "co2e") / 1000).isCloseTo(1_307.9, within(0.05));
  }

  @Test
  void inference_requirementAsStated_is3457Servers() throws IOException {
    EstimateResult result = ScenarioFile.bundled("requirement-as-stated").evaluate();
    assertThat(value(result, "compute_per_turn")).isEqualTo(0.7168);
    assertThat(value(result, "compute")).isCloseTo(1.792e8, within(1e-6));
    assertThat(value(result, "servers")).isEqualTo(3_457);
    assertThat(value(result, "energy_it")).isEqualTo(829_680);
    assertThat(value(result, "energy")).isEqualTo(829_680);
  }

  @Test
  void inference_requirementWithPue_is995616KilowattHours() throws IOException {
    EstimateResult result = parse(INFERENCE + "pue: 1.2\n").evaluate();
    assertThat(value(result, "energy")).isCloseTo(995_616, within(1e-6));
  }

  @Test
  void inference_sourceAsPrinted_is338ServersAndNamesItsAssumptions() throws IOException {
    EstimateResult result = ScenarioFile.bundled("source-as-printed").evaluate();
    assertThat(value(result, "servers")).isEqualTo(338);
    assertThat(value(result, "energy")).isEqualTo(52_728);
    assertThat(String.join(" ", result.notes()))
        .contains("one turn per visit")
        .contains("2,000 tokens")
        .contains("no PUE")
        .contains("DGX A100");
  }

  @Test
  void inference_printedComputeWithStatedServers_isNeitherReading() throws IOException {
    // One turn per visit alone, all else as stated: 346 servers, 83,040 kWh.
    EstimateResult result =
        parse(INFERENCE.replace("turns-per-visit: 10", "turns-per-visit: 1")).evaluate();
    assertThat(value(result, "servers")).isEqualTo(346);
    assertThat(value(result, "energy")).isEqualTo(83_040);
  }

  @Test
  void training_instructGpt_is220DaysOfOneV100() throws IOException {
    EstimateResult result = ScenarioFile.bundled("instruct-gpt-on-v100").evaluate();
    assertThat(value(result, "pflops_days")).isEqualTo(27.5);
    assertThat(value(result, "server_days")).isEqualTo(220);
    assertThat(value(result, "energy")).isCloseTo(1_584, within(1e-9));
  }

  @Test
  void training_carbonBothWays_standSideBySide() throws IOException {
    EstimateResult result = ScenarioFile.bundled("training-as-stated").evaluate();
    assertThat(((Figure.Known) result.row("co2_coal_route").figure()).method().id())
        .isEqualTo("cn-coal-equivalent");
    assertThat(((Figure.Known) result.row("co2e").figure()).method().id())
        .isEqualTo("cn-grid-2023");
    assertThat(value(result, "co2_coal_route") / value(result, "co2e"))
        .isCloseTo(0.57, within(0.001));
  }

  @Test
  void read_fileOrBundledName_isFound(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("mine.yaml");
    Files.writeString(file, INFERENCE);
    assertThat(ScenarioFile.read(file.toString())).isInstanceOf(InferenceScenario.class);
    assertThat(ScenarioFile.read("source-as-printed")).isInstanceOf(InferenceScenario.class);
    assertThatThrownBy(() -> ScenarioFile.read(dir.resolve("none.yaml").toString()))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void parse_badFile_namesKeyValueAndExpectation() {
    assertError("mine.yaml: scenario is '', expected training or inference", "[]");
    assertError("mine.yaml: scenario is 'tea', expected training or inference", "scenario: tea");
    assertError(
        "mine.yaml: parameters is 'many', expected a number above 0",
        INFERENCE.replace("175e9", "many"));
    assertError(
        "mine.yaml: tokens-per-turn is 'null', expected a number above 0",
        INFERENCE.replace("tokens-per-turn: 2048\n", ""));
    assertError(
        "mine.yaml: utilisation is '1.5', expected a share above 0, at most 1",
        INFERENCE.replace("0.3", "1.5"));
    assertError("mine.yaml: pue is '0.9', expected 1 or more", INFERENCE + "pue: 0.9");
    assertError("grid zone is 'XX', expected one of", INFERENCE + "zone: XX");
    assertError("mine.yaml: tokens is not known, expected one of", INFERENCE + "tokens: 5");
    assertError(
        "mine.yaml: server.watts is not known, expected one of [kilowatts, pflops]",
        INFERENCE.replace("kilowatts", "watts"));
    assertError("mine.yaml is not YAML:", "scenario: [");
    assertError(
        "mine.yaml: flop cannot be given with parameters or tokens",
        "scenario: training\nflop: 1e21\nparameters: 1e9\n");
  }

  private static void assertError(String message, String yaml) {
    assertThatThrownBy(() -> parse(yaml))
        .as(yaml)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  private static Scenario parse(String yaml) {
    return ScenarioFile.parse(
        "mine.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private static double value(EstimateResult result, String row) {
    return ((Figure.Known) result.row(row).figure()).value().best();
  }
}
