package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Secret;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsChecksTest {

  @Test
  void metrics_absent_pushesNowhereAndHasNoTenants() {
    MetricsConfig metrics = Fixture.valid("version: 1\n").config().metrics();

    assertThat(metrics.otlp()).isEmpty();
    assertThat(metrics.tenants()).isEmpty();
    assertThat(metrics.genAiNames()).isEmpty();
  }

  @Test
  void metrics_collector_isReadWithItsDefaults() {
    MetricsConfig metrics =
        Fixture.valid(
                """
                version: 1
                metrics:
                  gen-ai-names: development
                  tenants: [acme]
                  otlp: { endpoint: "https://otlp.example.com", headers: { authorization: "${env:OPENAI_API_KEY}" } }
                """)
            .config()
            .metrics();

    OtlpConfig otlp = metrics.otlp().orElseThrow();
    assertThat(metrics.genAiNames()).contains(GenAiNames.DEVELOPMENT);
    assertThat(otlp.protocol()).isEqualTo(OtlpProtocol.HTTP_PROTOBUF);
    assertThat(otlp.interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(otlp.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(otlp.headers()).containsEntry("authorization", new Secret("sk-live-51HvZ"));
    assertThat(otlp.toString()).doesNotContain("sk-live");
  }

  @Test
  void metrics_everythingWrong_isToldAtOnce() {
    String tenants =
        IntStream.range(0, 51).mapToObj(i -> "t" + i).collect(Collectors.joining(", "));

    assertThat(
            Fixture.problems(
                """
                version: 1
                metrics:
                  tenants: [%s]
                  otlp: { endpoint: "ftp://otlp.example.com", headers: { Content-Type: not-shown, te-st: "caf\u00e9-s3cret" } }
                """
                    .formatted(tenants)))
        .containsExactlyInAnyOrder(
            "c.yaml:3:12: metrics.tenants: 51 tenants: expected at most 50",
            "c.yaml:4:21: metrics.otlp.endpoint: value \"ftp://otlp.example.com\": expected http or"
                + " https, a host, and no user in it",
            "c.yaml:4:56: metrics.otlp.headers: header \"Content-Type\": expected a name that"
                + " neither HTTP nor gRPC sets itself",
            "c.yaml:4:56: metrics.otlp.headers: header \"te-st\": expected visible ASCII");
  }

  @Test
  void metrics_wordOfOpenTelemetry_isExplained() {
    assertThat(
            Fixture.problems(
                """
                version: 1
                metrics:
                  otlp: { endpoint: "https://otlp.example.com", protocol: http/protobuf }
                """))
        .singleElement()
        .asString()
        .contains("did you mean \"http-protobuf\"?");
  }
}
