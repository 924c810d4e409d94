package io.colophon.gateway.labels;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.v1.ExplicitLabelOmission;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GetRecordRequest;
import io.colophon.v1.LabelingRequest;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies without the label that people see or hear (Measures for Labelling, Article 9). */
class OmissionTest {
  private static final String CONFIG =
      """
      version: 1
      embedded: false
      providers:
        memory: { type: in-memory }
      routes:
        - name: free
          match: { model: chat, modality: text }
          targets: [ { provider: memory, model: memory-text } ]
        - name: draw
          match: { model: draw, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
        - name: closed
          match: { model: closed, modality: text }
          targets: [ { provider: memory, model: memory-text } ]
      labeling:
        - match: { route: closed }
          jurisdictions: cn
          producer: studio
        - jurisdictions: [cn, eu]
          producer: studio
          omission: { allowed: true, agreements: [agreement-7] }
      """;

  @TempDir static Path folder;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway = RunningGateway.startWith(folder, CONFIG);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static ExplicitLabelOmission.Builder omission() {
    return ExplicitLabelOmission.newBuilder()
        .setAgreementId("agreement-7")
        .setReason("printed in a novel that says so itself")
        .setRequester("Li Lei")
        .setAcceptedAt(Timestamp.newBuilder().setSeconds(1_760_000_000));
  }

  private static GenerateRequest.Builder asking(
      GenerateRequest.Builder request, ExplicitLabelOmission.Builder omission, String... regimes) {
    LabelingRequest.Builder labeling = LabelingRequest.newBuilder().setOmitExplicit(omission);
    for (String regime : regimes) {
      labeling.addJurisdictions(regime);
    }
    return request.setLabeling(labeling);
  }

  private static CallFailure failure(GenerateRequest.Builder request) {
    return CallFailure.of(() -> gateway.generation().generate(request.build()));
  }

  @Test
  void generate_omissionOnTerms_leavesTheShownLabelOutAndKeepsTheMetadata() {
    GenerateResponse response =
        gateway.generation().generate(asking(Requests.text("chat", "Hi"), omission()).build());

    assertThat(response.getOutputs(0).getText())
        .doesNotContain("AI-generated")
        .doesNotContain("AI生成");
    assertThat(response.getReceipt().getLabels(0).hasExplicit()).isFalse();
    assertThat(response.getReceipt().getLabels(0).getReasonsList())
        .contains("explicit-omitted-on-request");
    assertThat(response.getReceipt().getLabels(0).getImplicit().getAigc())
        .contains("\"Label\":\"1\"");
    String record =
        gateway
            .provenance()
            .getRecord(
                GetRecordRequest.newBuilder()
                    .setName("records/" + response.getReceipt().getOutputs(0).getLogIndex())
                    .build())
            .getRecordJson();
    assertThat(record)
        .contains("agreement-7")
        .contains("printed in a novel")
        .contains("2025-10-09T08:53:20")
        .doesNotContain("Li Lei");
  }

  @Test
  void generate_omissionUnderIndia_isRefusedWithTheRegime() {
    CallFailure failure = failure(asking(Requests.image("draw", 256, 256), omission(), "in"));

    assertThat(failure.code()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(failure.text()).contains("in knows no copy without the label");
  }

  @Test
  void generate_omissionWhereTheRuleAllowsNone_isRefused() {
    CallFailure failure = failure(asking(Requests.text("closed", "Hi"), omission()));

    assertThat(failure.code()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(failure.text()).contains("allows no copies");
  }

  @Test
  void generate_omissionUnderAnotherAgreement_isRefused() {
    CallFailure failure =
        failure(asking(Requests.text("chat", "Hi"), omission().setAgreementId("agreement-8")));

    assertThat(failure.code()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(failure.text()).contains("no such agreement").doesNotContain("agreement-7");
  }

  @Test
  void generate_omissionWithoutRequesterAndReason_isInvalid() {
    CallFailure failure =
        failure(asking(Requests.text("chat", "Hi"), omission().clearRequester().clearReason()));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields())
        .containsExactly("labeling.omit_explicit.reason", "labeling.omit_explicit.requester");
  }

  @Test
  void generate_useThatLiftsADuty_isNotForTheCallerToSay() {
    CallFailure failure =
        failure(
            Requests.text("chat", "Hi")
                .setLabeling(LabelingRequest.newBuilder().setUse("internal")));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("labeling.use");
  }
}
