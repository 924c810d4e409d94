package io.colophon.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.server.StreamedCall;
import io.colophon.provider.testkit.Script;
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

/** Deadlines that the gateway watches itself. */
class OwnDeadlineTest {
  private static final String CONFIG =
      """
      server: { default-deadline: 3s }
      providers:
        slow: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: slow, model: a } ]
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
  void stream_callerSetsNoDeadline_endsAtTheConfiguredOne() throws Exception {
    gateway.upstream("slow").then(Script.start().accept().text("some words").hang());

    CallFailure failure =
        StreamedCall.start(
                GenerationServiceGrpc.newStub(gateway.channel()),
                Requests.text("chat", "Hi").build())
            .awaitFailure();

    assertThat(failure.code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(failure.reason()).isEqualTo("DEADLINE_EXCEEDED");
    assertThat(gateway.upstream("slow").calls().get(0).awaitEnd(Duration.ofSeconds(60))).isTrue();
    assertThat(gateway.ledger())
        .singleElement()
        .satisfies(entry -> assertThat(entry.getEndState()).isEqualTo("deadline"));
  }

  @Test
  void generate_deadlineOfZeroOnTheWire_isCutAndTheUpstreamIsNotAsked() {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER), "0n");

    CallFailure failure =
        CallFailure.of(
            () ->
                gateway
                    .generation()
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .generate(Requests.text("chat", "Hi").build()));

    // gRPC itself cuts such a call; a client that set the deadline knows why by its own clock.
    assertThat(failure.code()).isIn(Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED);
    assertThat(gateway.recorded().provenance()).isZero();
    assertThat(gateway.upstream("slow").calls()).isEmpty();
  }
}
