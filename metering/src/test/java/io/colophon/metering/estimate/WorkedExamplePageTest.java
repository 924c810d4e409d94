package io.colophon.metering.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.DocumentRegion;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/worked-example.md prints is what the command prints. */
class WorkedExamplePageTest {

  static List<String> scenarios() {
    return ScenarioFile.BUNDLED;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void page_scenario_isWhatTheCommandPrints(String name) throws IOException {
    String printed = "```\n" + ScenarioFile.bundled(name).evaluate().toText() + "```\n";

    assertThat(DocumentRegion.of("worked-example.md", name, printed)).isEqualTo(printed);
  }
}
