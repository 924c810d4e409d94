package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UsageEstimateCommandTest {

  @Test
  void estimate_firstPublishedVectorOfEcologits_isReproduced() {
    CommandLineRun run =
        CommandLineRun.of(
            ("usage estimate --method ecologits-llm-0.11 --active-params 32.3e9"
                    + " --output-tokens 200 --latency 5s --zone USA --pue 1.09 --wue 0.999 --json")
                .split(" "));

    assertThat(run.code()).isZero();
    JsonNode energy = new JsonMapper().readTree(run.out()).get("figures").get("energy");
    assertThat(energy.get("value").asDouble())
        .isCloseTo(1.639303138765219e-05, withinPercentage(1e-10));
  }

  @Test
  void estimate_wrongValue_saysWhatWasExpected() {
    CommandLineRun run = CommandLineRun.of("usage", "estimate", "--latency", "5");

    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).contains("--latency is '5', expected a time with its unit");
  }

  @Test
  void estimate_scenario_isComputed() {
    CommandLineRun run = CommandLineRun.of("usage", "estimate", "--scenario", "training-as-stated");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("kWh");
  }

  @Test
  void estimate_scenarioWithOptions_isRefused() {
    CommandLineRun run =
        CommandLineRun.of("usage", "estimate", "--scenario", "training-as-stated", "--pue", "1.2");

    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).contains("--pue cannot be given with it");
  }
}
