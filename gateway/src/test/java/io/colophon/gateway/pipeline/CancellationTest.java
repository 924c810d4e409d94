package io.colophon.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.server.StreamedCall;
import io.colophon.provider.testkit.Script;
import io.colophon.provider.testkit.UpstreamCall;
import io.colophon.v1.GenerationServiceGrpc;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who go away, and deadlines. */
class CancellationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONFIG =
      """
      providers:
        slow: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: slow, model: a } ]
      limits:
        - { subject: global, dimension: concurrency, amount: 1 }
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
  void stream_callerCancelsAfterOutput_stopsTheUpstreamAndSettles() throws Exception {
    gateway.upstream("slow").then(Script.start().accept().text("some words").hang());
    StreamedCall call = stream();
    call.awaitText();

    call.cancel();

    UpstreamCall upstream = gateway.upstream("slow").calls().get(0);
    assertThat(upstream.awaitEnd(PATIENCE)).isTrue();
    assertThat(upstream.cancelled()).isTrue();
    assertEndState("cancelled_after_output");
    await().atMost(PATIENCE).until(() -> gateway.recorded().provenance() == 1);
  }

  @Test
  void stream_callerCancelsBeforeOutput_isSettledAsThatAndNothingIsOnRecord() throws Exception {
    gateway.upstream("slow").then(Script.start().accept().hang());
    StreamedCall call = stream();
    assertThat(gateway.upstream("slow").awaitCalls(1, PATIENCE)).isTrue();

    call.cancel();

    assertThat(gateway.upstream("slow").calls().get(0).awaitEnd(PATIENCE)).isTrue();
    assertEndState("cancelled_before_output");
    assertThat(gateway.recorded().provenance()).isZero();
  }

  @Test
  void stream_callerCancels_givesHisSlotBack() throws Exception {
    gateway.upstream("slow").then(Script.start().accept().text("some words").hang());
    gateway.upstream("slow").then(Script.saying("next"));
    StreamedCall call = stream();
    call.awaitText();
    CallFailure refused =
        CallFailure.of(() -> gateway.generation().generate(Requests.text("chat", "Hi").build()));
    assertThat(refused.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);

    call.cancel();
    assertEndState("cancelled_after_output");

    assertThat(
            gateway
                .generation()
                .generate(Requests.text("chat", "Hi").build())
                .getOutputs(0)
                .getText())
        .startsWith("next");
  }

  @Test
  void stream_deadlinePassesAfterOutput_isSettledAsDeadline() throws Exception {
    gateway.upstream("slow").then(Script.start().accept().text("some words").hang());

    // On the wire alone: a client that watches it too may hang up before it has passed here.
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER), "3S");

    StreamedCall call =
        StreamedCall.start(
            GenerationServiceGrpc.newStub(gateway.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers)),
            Requests.text("chat", "Hi").build());

    assertThat(call.awaitFailure().code())
        .isIn(Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED); // gRPC cuts it, or we do
    assertThat(gateway.upstream("slow").calls().get(0).awaitEnd(PATIENCE)).isTrue();
    assertEndState("deadline");
  }

  private StreamedCall stream() {
    return StreamedCall.start(
        GenerationServiceGrpc.newStub(gateway.channel()), Requests.text("chat", "Hi").build());
  }

  private void assertEndState(String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(gateway.ledger())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getEndState()).isEqualTo(state)));
  }
}
