package io.colophon.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.longrunning.CancelOperationRequest;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsGrpc;
import io.colophon.metering.ledger.EndState;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationMetadata;
import io.colophon.v1.UsageEntry;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that dies without a word: what is on disk at that moment is all that the next has. */
class CrashTest {
  private static final String CONFIG =
      """
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
      limits:
        - { subject: global, dimension: concurrency, amount: 1 }
      """;

  @TempDir Path folder;
  @TempDir Path afterwards;

  @Test
  void start_jobWasUnderWay_itsHoldIsGoneItsLedgerWholeAndItsOperationSaysWhy() throws Exception {
    String name;
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway.upstream("fake").then(Script.start().accept().text("some").hang());
      gateway.upstream("fake").otherwise(request -> Script.saying("whole"));
      name = gateway.generation().startGeneration(request()).getName();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> isRunning(gateway, name) && gateway.recorded().ledger() == 1);

      DataCopy.of(RunningGateway.data(folder), RunningGateway.data(afterwards));
      var unused =
          OperationsGrpc.newBlockingStub(gateway.channel())
              .cancelOperation(CancelOperationRequest.newBuilder().setName(name).build());
    }
    try (RunningGateway next = RunningGateway.start(afterwards, CONFIG)) {
      next.upstream("fake").otherwise(request -> Script.saying("whole"));

      Operation operation = operation(next, name);
      assertThat(operation.getDone()).isTrue();
      assertThat(operation.getError().getCode()).isEqualTo(Status.Code.ABORTED.value());
      assertThat(Settled.all(afterwards))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.endState()).isEqualTo(EndState.INTERRUPTED);
                assertThat(entry.provider()).isEqualTo("fake");
                // What was to be read is known; what was put out is not.
                assertThat(entry.usage())
                    .isEqualTo(
                        Usage.from(Quantity.Source.ESTIMATED)
                            .with(UsageUnit.INPUT_TOKENS, 1)
                            .build());
              });
      assertThat(next.generation().generate(request()).getOutputs(0).getText()).startsWith("whole");
      assertThat(next.ledger())
          .extracting(UsageEntry::getEndState)
          .containsExactly("interrupted", "completed");
    }
  }

  private static boolean isRunning(RunningGateway gateway, String name) throws IOException {
    return operation(gateway, name).getMetadata().unpack(GenerationMetadata.class).getState()
        == GenerationMetadata.State.STATE_RUNNING;
  }

  private static Operation operation(RunningGateway gateway, String name) {
    return OperationsGrpc.newBlockingStub(gateway.channel())
        .getOperation(GetOperationRequest.newBuilder().setName(name).build());
  }

  private static GenerateRequest request() {
    return Requests.text("chat", "Hi").build();
  }
}
