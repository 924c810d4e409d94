package io.colophon.gateway.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.ServerKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages as the servers' documentation shows them. */
class MetricsPageTest {

  static byte[] resource(String name) throws IOException {
    try (InputStream in = MetricsPageTest.class.getResourceAsStream(name)) {
      return java.util.Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static MetricsPage read(ServerKind kind, byte[] bytes, int chunk) {
    MetricsPage page = new MetricsPage(kind);
    for (int at = 0; at < bytes.length; at += chunk) {
      page.add(ByteBuffer.wrap(bytes, at, Math.min(chunk, bytes.length - at)));
    }
    page.end();
    return page;
  }

  private static MetricsPage read(String text) {
    return read(ServerKind.AUTO, text.getBytes(StandardCharsets.UTF_8), 1000);
  }

  @ParameterizedTest
  @CsvSource({
    "vllm.txt, VLLM, 17, 5, 0.92",
    "vllm.txt, AUTO, 17, 5, 0.92",
    "sglang.txt, SGLANG, 162, 2826, 0.28",
    "sglang.txt, AUTO, 162, 2826, 0.28",
    "triton.txt, TRITON, 12, 7, 0.25",
    "triton.txt, AUTO, 12, 7, 0.25"
  })
  void page_ofEachServer_isUnderstood(
      String file, ServerKind kind, double running, double waiting, double cache)
      throws IOException {
    for (int chunk : new int[] {1, 7, 4096}) {
      MetricsPage page = read(kind, resource(file), chunk);

      assertThat(page.running()).isEqualTo(running);
      assertThat(page.waiting()).isEqualTo(waiting);
      assertThat(page.cacheUse()).isEqualTo(cache);
    }
  }

  @Test
  void page_ofAnotherKind_saysNothing() throws IOException {
    assertThat(read(ServerKind.SGLANG, resource("vllm.txt"), 100).saysSomething()).isFalse();
  }

  @Test
  void page_olderNames_areUnderstood() {
    MetricsPage page =
        read("vllm:gpu_cache_usage_perc 0.5\nvllm:num_requests_waiting 3 1700000000");

    assertThat(page.cacheUse()).isEqualTo(0.5);
    assertThat(page.waiting()).isEqualTo(3);
    assertThat(page.running()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vllm:num_requests_running NaN",
        "vllm:num_requests_running -4",
        "vllm:num_requests_running +Inf",
        "vllm:num_requests_running 1e300",
        "vllm:num_requests_running",
        "vllm:num_requests_running{",
        "vllm:num_requests_running{a=\"b",
        "vllm:num_requests_running{a=\"b\\",
        "vllm:num_requests_running{a=b} 4",
        "vllm:num_requests_running{a=\"b\" 4",
        "vllm:num_requests_running_total 4",
        "#vllm:num_requests_running 4",
        "nv_trt_llm_request_metrics 4",
        "nv_trt_llm_request_metrics{request_type=\"odd\"} 4"
      })
  void page_oddLines_arePassedOver(String line) {
    MetricsPage page = read(line + "\nvllm:num_requests_waiting 2\n");

    assertThat(page.running()).isEqualTo(-1);
    assertThat(page.waiting()).isEqualTo(2);
  }

  @Test
  void page_labelsThatLookLikeAnEnd_areText() {
    MetricsPage page = read("vllm:num_requests_running{model_name=\"a} 9 \\\" b\",x=\"\"} 4");

    assertThat(page.running()).isEqualTo(4);
  }

  @Test
  void page_endlessLine_isPassedOver() {
    MetricsPage page =
        read(
            "vllm:num_requests_running{a=\""
                + "x".repeat(100_000)
                + "\"} 4\nvllm:num_requests_waiting 1");

    assertThat(page.running()).isEqualTo(-1);
    assertThat(page.waiting()).isEqualTo(1);
  }

  @Test
  void page_randomBytes_neverBreaks() throws IOException {
    Random random = new Random(37);
    byte[] page = resource("triton.txt");
    for (int round = 0; round < 2000; round++) {
      byte[] odd = page.clone();
      for (int i = 0; i < 20; i++) {
        odd[random.nextInt(odd.length)] = (byte) random.nextInt(256);
      }
      MetricsPage read = read(ServerKind.AUTO, odd, 1 + random.nextInt(300));

      assertThat(read.running()).isBetween(-1.0, 1e13);
      assertThat(read.cacheUse())
          .satisfiesAnyOf(
              use -> assertThat(use).isNaN(), use -> assertThat(use).isBetween(0.0, 1.0));
    }
  }
}
