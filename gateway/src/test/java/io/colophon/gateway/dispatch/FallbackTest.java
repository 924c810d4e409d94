package io.colophon.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.server.StreamedCall;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.Attempt;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.ListRoutesRequest;
import io.colophon.v1.Receipt;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts at two targets whose failures are scripted. */
class FallbackTest {
  private static final String CONFIG =
      """
      providers:
        first: { type: scripted, circuit-breaker: { window: 2, minimum-attempts: 2 } }
        second: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: first, model: a }, { provider: second, model: b } ]
          retry: { attempts: 0 }
      """;

  @TempDir Path folder;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(folder, CONFIG);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void generate_firstTargetIsLimited_secondAnswersAndTheReceiptNamesBoth() {
    gateway.upstream("first").then(Script.start().fail(FailureKind.RATE_LIMITED, "slow down"));
    gateway.upstream("second").then(Script.saying("from ", "b"));

    var response = gateway.generation().generate(request());

    assertThat(response.getOutputs(0).getText()).startsWith("from b");
    assertThat(response.getReceipt().getAttemptsList())
        .extracting(Attempt::getTarget, Attempt::getOutcome)
        .containsExactly(tuple("first/a", "rate_limited"), tuple("second/b", "ok"));
    assertThat(response.getReceipt().getTargetModel()).isEqualTo("b");
    assertThat(gateway.ledger())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getTarget()).isEqualTo("second/b");
              assertThat(entry.getEndState()).isEqualTo("completed");
            });
  }

  @Test
  void generate_firstTargetFailsAfterAcceptingBeforeOutput_secondAnswers() {
    gateway
        .upstream("first")
        .then(Script.start().accept("a-1").progress(0.1).fail(FailureKind.OVERLOADED, "full"));
    gateway.upstream("second").then(Script.saying("from b"));

    var response = gateway.generation().generate(request());

    assertThat(response.getOutputs(0).getText()).startsWith("from b");
    assertThat(response.getReceipt().getServedModel()).isNotEqualTo("a-1");
  }

  @Test
  void generate_firstTargetFindsTheRequestInvalid_secondIsNotAsked() {
    gateway
        .upstream("first")
        .then(Script.start().fail(FailureKind.INVALID_REQUEST, "temperature 2, expected 0 to 1"));

    CallFailure failure = failure();

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.text()).contains("temperature 2, expected 0 to 1");
    assertThat(gateway.upstream("second").calls()).isEmpty();
    assertThat(gateway.ledger())
        .singleElement()
        .satisfies(entry -> assertThat(entry.getEndState()).isEqualTo("failed_before_output"));
  }

  @Test
  void generate_bothTargetsAreLimited_isUnavailableAndSaysWhenToComeBack() {
    gateway.upstream("first").then(Script.start().fail(FailureKind.OVERLOADED, "full"));
    gateway
        .upstream("second")
        .then(Script.start().fail(FailureKind.RATE_LIMITED, "slow", Duration.ofSeconds(7)));

    CallFailure failure = failure();

    assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(failure.reason()).isEqualTo("UPSTREAM_UNAVAILABLE");
    assertThat(failure.retry())
        .hasValueSatisfying(wait -> assertThat(wait.getRetryDelay().getSeconds()).isEqualTo(7));
    assertThat(gateway.recorded().provenance()).isZero();
  }

  @Test
  void generate_ourCredentialIsRejected_isInternalAndTellsNoSecret() {
    gateway.upstream("first").then(Script.start().fail(FailureKind.OVERLOADED, "full"));
    gateway
        .upstream("second")
        .then(Script.start().fail(FailureKind.CREDENTIAL_REJECTED, "key sk-123 is wrong"));

    CallFailure failure = failure();

    assertThat(failure.code()).isEqualTo(Status.Code.INTERNAL);
    assertThat(failure.reason()).isEqualTo("UPSTREAM_MISCONFIGURED");
    assertThat(failure.text()).doesNotContain("sk-123");
  }

  @Test
  void stream_targetFailsAfterOutput_isNotTriedElsewhereAndIsSettled() throws Exception {
    gateway
        .upstream("first")
        .then(Script.start().accept().text("half ").fail(FailureKind.INTERNAL, "broke"));

    StreamedCall call =
        StreamedCall.start(GenerationServiceGrpc.newStub(gateway.channel()), request());
    CallFailure failure = call.awaitFailure();

    assertThat(failure.code()).isEqualTo(Status.Code.INTERNAL);
    assertThat(failure.reason()).isEqualTo("UPSTREAM_FAILED");
    assertThat(StreamedCall.textOf(call.events())).isEqualTo("half ");
    assertThat(gateway.upstream("second").calls()).isEmpty();
    assertThat(gateway.ledger())
        .singleElement()
        .satisfies(entry -> assertThat(entry.getEndState()).isEqualTo("failed_after_output"));
    assertThat(gateway.recorded().provenance()).isEqualTo(1);
  }

  @Test
  void stream_answerEndsWithoutItsEnd_isInternalAndSettled() throws Exception {
    gateway.upstream("first").then(Script.start().accept().text("half"));

    CallFailure failure =
        StreamedCall.start(GenerationServiceGrpc.newStub(gateway.channel()), request())
            .awaitFailure();

    assertThat(failure.code()).isEqualTo(Status.Code.INTERNAL);
    assertThat(failure.reason()).isEqualTo("UPSTREAM_MALFORMED");
    assertThat(gateway.ledger())
        .singleElement()
        .satisfies(entry -> assertThat(entry.getEndState()).isEqualTo("failed_after_output"));
  }

  @Test
  void generate_firstTargetKeepsFailing_isSkippedOnceItsCircuitIsOpen() {
    gateway
        .upstream("first")
        .otherwise(request -> Script.start().fail(FailureKind.UNREACHABLE, "no route"));
    gateway.upstream("second").otherwise(request -> Script.saying("from b"));
    gateway.generation().generate(request());
    gateway.generation().generate(request());

    Receipt third = gateway.generation().generate(request()).getReceipt();

    assertThat(gateway.upstream("first").calls()).hasSize(2);
    assertThat(third.getAttemptsList())
        .extracting(Attempt::getOutcome)
        .isEqualTo(List.of("circuit_open", "ok"));
    assertThat(
            gateway
                .admin()
                .listRoutes(ListRoutesRequest.getDefaultInstance())
                .getRoutes(0)
                .getTargets(0)
                .getCircuit())
        .isEqualTo("open");
  }

  @Test
  void generate_callersOwnMistakes_leaveTheCircuitClosed() {
    gateway
        .upstream("first")
        .otherwise(request -> Script.start().fail(FailureKind.INVALID_REQUEST, "wrong"));

    for (int i = 0; i < 4; i++) {
      assertThat(failure().code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    assertThat(gateway.upstream("first").calls()).hasSize(4);
  }

  private CallFailure failure() {
    return CallFailure.of(() -> gateway.generation().generate(request()));
  }

  private static GenerateRequest request() {
    return Requests.text("chat", "Hi").build();
  }
}
