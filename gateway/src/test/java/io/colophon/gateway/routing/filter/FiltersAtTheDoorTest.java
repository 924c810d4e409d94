package io.colophon.gateway.routing.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.labeling.provenance.ProvenanceReader;
import io.colophon.labeling.provenance.RecordFilter;
import io.colophon.labeling.provenance.RoutingTerms;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.Attempt;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.Receipt;
import io.colophon.v1.TextParameters;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters as callers and auditors see them. */
class FiltersAtTheDoorTest {
  private static final String CONFIG =
      """
      providers:
        us: { type: scripted, region: US }
        eu: { type: scripted, region: eu }
        nowhere: { type: scripted }
      models:
        small: { modality: text, context: 1000 }
        filed: { modality: text, filing: "Beijing-2026-0001" }
      prices:
        - { model: dear, rates: { input-tokens: 20/M, output-tokens: 60/M } }
        - { model: cheap, rates: { input-tokens: 1/M, output-tokens: 2/M } }
      routes:
        - match: { model: anywhere }
          targets:
            - { provider: us, model: a }
            - { provider: eu, model: a }
        - match: { model: europe }
          residency: [EU]
          targets:
            - { provider: us, model: a }
            - { provider: eu, model: a }
        - match: { model: lost }
          residency: [ch]
          targets:
            - { provider: us, model: a }
            - { provider: nowhere, model: a }
        - match: { model: public }
          audience: public-cn
          targets:
            - { provider: us, model: a }
            - { provider: eu, model: filed }
        - match: { model: public-only }
          audience: public-cn
          targets: [ { provider: us, model: a } ]
        - match: { model: thrifty }
          price-ceiling: { per-million-tokens: 10 }
          targets:
            - { provider: us, model: dear }
            - { provider: us, model: unpriced }
            - { provider: us, model: cheap }
        - match: { model: long }
          targets:
            - { provider: us, model: small }
            - { provider: us, model: large }
        - match: { model: short }
          targets: [ { provider: us, model: small } ]
        - match: { model: tiered }
          when: { metadata.tier: { equals: gold } }
          targets: [ { provider: eu, model: gold } ]
        - match: { model: tiered }
          targets:
            - { provider: us, model: batch, when: { max-tokens: { above: 100 } } }
            - { provider: us, model: plain }
      """;

  @TempDir static Path folder;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway = RunningGateway.start(folder, CONFIG);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void answer() {
    for (String name : List.of("us", "eu", "nowhere")) {
      gateway.upstream(name).otherwise(request -> Script.saying(name));
    }
  }

  private static Receipt generate(GenerateRequest.Builder request) {
    return gateway.generation().generate(request.build()).getReceipt();
  }

  private static CallFailure refused(GenerateRequest.Builder request) {
    return CallFailure.of(() -> gateway.generation().generate(request.build()));
  }

  private static List<LogEntry> records(String requestId) throws IOException {
    try (ProvenanceReader log =
        ProvenanceLog.openReadOnly(RunningGateway.data(folder).resolve("provenance"))) {
      return log.list(RecordFilter.all().withGenerationId(requestId), 0, 10).items();
    }
  }

  @Test
  void residency_targetOutside_isPassedOverWithItsReason() throws IOException {
    Receipt receipt = generate(Requests.text("europe", "Hi"));

    assertThat(receipt.getAttemptsList())
        .extracting(Attempt::getTarget, Attempt::getOutcome, Attempt::getReason)
        .containsExactly(
            tuple("us/a", "excluded", "region us is outside eu, the residency of the route"),
            tuple("eu/a", "ok", ""));
    RoutingTerms terms = records(receipt.getRequestId()).get(0).record().routing().orElseThrow();
    assertThat(terms.residency()).containsExactly("eu");
    assertThat(terms.region()).contains("eu");
    assertThat(terms.refusal()).isEmpty();
  }

  @Test
  void residency_ofTheRequest_narrowsTheRoute() {
    assertThat(
            generate(Requests.text("anywhere", "Hi").putMetadata("residency", "eu,ch"))
                .getAttemptsList())
        .extracting(Attempt::getTarget, Attempt::getOutcome)
        .containsExactly(tuple("us/a", "excluded"), tuple("eu/a", "ok"));
    assertThat(refused(Requests.text("anywhere", "Hi").putMetadata("residency", "eu,,")).fields())
        .containsExactly("metadata.residency");
  }

  @Test
  void residency_nothingLeft_isRefusedAndOnRecord() throws IOException {
    int before = gateway.upstream("us").calls().size();
    long records = gateway.recorded().provenance();

    CallFailure failure = refused(Requests.text("lost", "Hi"));

    assertThat(failure.code()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(failure.reason()).isEqualTo("RESIDENCY");
    assertThat(failure.text())
        .contains("us/a region us is outside ch, the residency of the route")
        .contains("nowhere/a its region is not known, expected ch");
    assertThat(gateway.upstream("us").calls()).hasSize(before);
    assertThat(gateway.recorded().provenance()).isEqualTo(records + 1);
    try (ProvenanceReader log =
        ProvenanceLog.openReadOnly(RunningGateway.data(folder).resolve("provenance"))) {
      LogEntry entry = log.entry(records).orElseThrow();
      assertThat(entry.record().isRefusal()).isTrue();
      assertThat(entry.record().origin().route()).isEqualTo("lost");
      assertThat(entry.record().toJson())
          .contains(
              "\"routing\":{\"residency\":[\"ch\"],\"refusal\":{\"reason\":\"RESIDENCY\","
                  + "\"passedOver\":[{\"target\":\"us/a\",\"filter\":\"residency\"");
    }
  }

  @Test
  void filing_modelThatIsNotFiled_isPassedOver() throws IOException {
    Receipt receipt = generate(Requests.text("public", "Hi"));

    assertThat(receipt.getAttempts(0).getReason())
        .isEqualTo("model a has no filing number, and the route serves the public in China");
    RoutingTerms terms = records(receipt.getRequestId()).get(0).record().routing().orElseThrow();
    assertThat(terms.audience()).contains("public-cn");
    assertThat(terms.filing()).contains("Beijing-2026-0001");
    assertThat(refused(Requests.text("public-only", "Hi")).reason()).isEqualTo("FILING_REQUIRED");
    assertThat(refused(Requests.text("short", "Hi").putMetadata("audience", "public-cn")).reason())
        .isEqualTo("FILING_REQUIRED");
  }

  @Test
  void price_dearAndUnpricedTargets_arePassedOver() {
    assertThat(generate(Requests.text("thrifty", "Hi")).getAttemptsList())
        .extracting(Attempt::getReason)
        .containsExactly(
            "costs 20 USD for a million of input_tokens, the ceiling of the route is 10 USD",
            "has no price, and the route has a price ceiling",
            "");
    assertThat(
            refused(Requests.text("thrifty", "Hi").putMetadata("price-ceiling", "0.000001"))
                .reason())
        .isEqualTo("PRICE_CEILING");
  }

  @Test
  void context_promptThatIsTooLong_goesToTheLargerModel() {
    String words = "word ".repeat(3000);

    assertThat(generate(Requests.text("long", words)).getAttemptsList())
        .extracting(Attempt::getTarget, Attempt::getOutcome)
        .containsExactly(tuple("us/small", "excluded"), tuple("us/large", "ok"));
    CallFailure failure = refused(Requests.text("short", words));
    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("inputs");
  }

  @Test
  void conditions_chooseRouteAndTarget() {
    assertThat(generate(Requests.text("tiered", "Hi").putMetadata("tier", "gold")).getTargetModel())
        .isEqualTo("gold");
    assertThat(
            generate(
                    Requests.text("tiered", "Hi")
                        .setText(TextParameters.newBuilder().setMaxTokens(200)))
                .getTargetModel())
        .isEqualTo("batch");
    Receipt small =
        generate(
            Requests.text("tiered", "Hi").setText(TextParameters.newBuilder().setMaxTokens(50)));
    assertThat(small.getTargetModel()).isEqualTo("plain");
    assertThat(small.getAttempts(0).getReason())
        .isEqualTo("is for others: max-tokens is 50, expected above 100");
  }
}
