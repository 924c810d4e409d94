package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.unit.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportChecksTest {
  @Test
  void load_file_hasDefaults() {
    ExportConfig export =
        Fixture.valid("exports: [{name: billing, file: {directory: out}}]")
            .config()
            .exports()
            .get(0);

    assertThat(export.file())
        .contains(
            new FileExportConfig(
                Path.of("/etc/colophon/out"), ByteSize.parse("64MiB"), Duration.ofMinutes(5)));
    assertThat(export.from()).isEqualTo(ExportStart.BEGINNING);
    assertThat(export.batch()).isEqualTo(500);
    assertThat(export.platform()).isTrue();
    assertThat(export.tenants()).hasToString("[*]");
  }

  @Test
  void load_http_keepsSecretsToItself() {
    GatewayConfig config =
        Fixture.valid(
                """
                exports:
                  - name: metering
                    from: now
                    tenants: ["acme*", beta]
                    platform: false
                    http:
                      url: https://meter.example/events
                      mode: single
                      authorization: "Bearer ${env:OPENAI_API_KEY}"
                      secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                """)
            .config();

    HttpExportConfig http = config.exports().get(0).http().orElseThrow();
    assertThat(http.authorization().orElseThrow().reveal()).isEqualTo("Bearer sk-live-51HvZ");
    assertThat(http.mode()).isEqualTo(HttpExportMode.SINGLE);
    assertThat(config.exports().toString()).doesNotContain("sk-live").doesNotContain("whsec_M");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: Up, file: {directory: o}} | exports[0].name: value \"Up\": expected 1 to 64 of a-z"
            + " 0-9 -, without a hyphen at the start",
        "{name: a} | exports[0]: has 0 of file, http and kafka, expected one of them",
        "{name: a, file: {directory: o}, http: {url: 'https://h/'}} | exports[0]: has 2 of file,"
            + " http and kafka, expected one of them",
        "{name: a, http: {url: 'ftp://h/'}} | exports[0].http.url: value \"ftp://h/\": expected"
            + " http or https, a host, and no user in it: authorization holds that",
        "{name: a, http: {url: 'https://u:p@h/'}} | exports[0].http.url: value \"https://u:p@h/\":"
            + " expected http or https, a host, and no user in it: authorization holds that",
        "{name: a, http: {url: 'https://h/', secret: short}} | exports[0].http.secret: value ***:"
            + " expected whsec_ and 24 to 64 bytes in base64",
        "{name: a, http: {url: 'https://h/', batch: 1}} | exports[0].http.batch: unknown key",
        "{name: a, file: {directory: o, rotate-size: 1}} | exports[0].file.rotate-size: value"
            + " \"1\": expected",
        "{name: a, file: {directory: o}, batch: 0} | exports[0].batch: value \"0\": expected",
        "{name: a, kafka: {servers: ['h:1'], topic: t}} | exports[0].kafka: nothing on the class"
            + " path speaks Kafka: expected the module colophon-export-kafka",
      })
  void load_mistake_isSaidWithItsPlace(String export, String problem) {
    assertThat(Fixture.problems("exports: [" + export + "]"))
        .singleElement()
        .asString()
        .contains(":1:")
        .contains(problem);
  }

  @Test
  void load_kafka_settingsThatAreOursOrSecretAreRefused() {
    assertThat(
            Fixture.problems(
                """
                exports:
                  - name: a
                    kafka:
                      servers: []
                      topic: "a topic"
                      properties: { acks: "1", ssl.keystore.password: x }
                      secrets: { enable.idempotence: "false" }
                """))
        .filteredOn(problem -> !problem.contains("class path"))
        .containsExactly(
            "c.yaml:4:16: exports[0].kafka.servers: an empty list: expected host:port of at least"
                + " one broker",
            "c.yaml:5:14: exports[0].kafka.topic: value \"a topic\": expected 1 to 249 of a-z A-Z"
                + " 0-9 . _ -",
            "c.yaml:6:27: exports[0].kafka.properties.acks: name \"acks\": is set by the gateway"
                + " and cannot be changed",
            "c.yaml:6:55: exports[0].kafka.properties[\"ssl.keystore.password\"]: expected it under"
                + " secrets, where it is hidden",
            "c.yaml:7:38: exports[0].kafka.secrets[\"enable.idempotence\"]: name"
                + " \"enable.idempotence\": is set by the gateway and cannot be changed");
  }

  @Test
  void load_sameNameTwice_isRefused() {
    assertThat(
            Fixture.problems(
                "exports: [{name: a, file: {directory: o}}, {name: a, file: {directory: p}}]"))
        .containsExactly(
            "c.yaml:1:51: exports[1].name: value \"a\": expected another name, exports[0] has it");
  }

  @Test
  void load_tokenWithoutTls_isWarnedOf() {
    assertThat(
            Fixture.warnings(
                "exports: [{name: a, http: {url: 'http://h/', authorization: Bearer x}}]"))
        .singleElement()
        .asString()
        .contains("sends authorization without TLS");
    assertThat(
            Fixture.warnings(
                "exports: [{name: a, http: {url: 'http://localhost/', authorization: Bearer x}}]"))
        .isEmpty();
  }
}
