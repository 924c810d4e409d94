package io.colophon.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.GenAiNames;
import io.colophon.gateway.pipeline.OutputGaps;
import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrometheusTextTest {

  @ParameterizedTest
  @EnumSource
  @RequiresTool("promtool")
  void page_everyVersionOfNames_isTakenByPromtoolWithoutComplaint(GenAiNames names)
      throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    try (OutputStream page = promtool.getOutputStream()) {
      page.write(full(names).page(null).text().getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said).isEmpty();
    assertThat(promtool.waitFor()).isZero();
  }

  @Test
  void page_openMetricsAskedFor_hasUnitsAndAnEnd() {
    GatewayMetrics.Page page =
        full(GenAiNames.V1_41).page("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

    assertThat(page.contentType()).startsWith("application/openmetrics-text");
    assertThat(page.text())
        .contains("# UNIT colophon_energy_joules joules\n")
        .contains("# TYPE colophon_energy_joules counter\n")
        .endsWith("# EOF\n");
  }

  @Test
  void page_nothingAskedFor_isTheOlderText() {
    assertThat(full(GenAiNames.V1_41).page("*/*").contentType()).startsWith("text/plain");
  }

  private static GatewayMetrics full(GenAiNames names) {
    GatewayMetrics metrics = new GatewayMetrics(names, Set.of("acme"), () -> Settlements.CONFIG);
    int[] gaps = new int[15];
    gaps[2] = 1;
    metrics.settled(Settlements.completed(), Settlements.TIMES, new OutputGaps(gaps, 0.03));
    return metrics;
  }
}
