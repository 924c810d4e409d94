package io.colophon.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.provider.testkit.Gate;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stopping while something is under way. */
class DrainTest {
  private static final String CONFIG =
      """
      server: { drain-timeout: 60s }
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
      """;

  @TempDir Path folder;

  @Test
  void close_streamUnderWay_endsItAndTakesNoMore() throws Exception {
    Gate gate = new Gate();
    StreamedCall underWay;
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway
          .upstream("fake")
          .then(Script.start().accept().text("half ").hang(gate).text("whole").finish());
      gateway.upstream("fake").otherwise(request -> Script.saying("late"));
      underWay = StreamedCall.start(GenerationServiceGrpc.newStub(gateway.channel()), request());
      underWay.awaitText();

      CompletableFuture<Void> closed = CompletableFuture.runAsync(gateway.gateway()::close);
      await().atMost(Duration.ofSeconds(60)).until(() -> isUnavailable(gateway));
      assertThat(closed).isNotDone();
      gate.open();
      var events = underWay.awaitEnd();
      closed.get(60, TimeUnit.SECONDS);

      assertThat(StreamedCall.textOf(events)).startsWith("half whole");
      assertThat(events.get(events.size() - 1).getFinished().getReceipt().getOutputsCount())
          .isEqualTo(1);
    }
    try (RunningGateway again = RunningGateway.start(folder, CONFIG)) {
      assertThat(again.ledger())
          .last()
          .satisfies(entry -> assertThat(entry.getEndState()).isEqualTo("completed"));
    }
  }

  @Test
  void close_again_isHarmless() throws Exception {
    RunningGateway gateway = RunningGateway.start(folder, CONFIG);
    gateway.close();

    gateway.close();

    assertThat(RunningGateway.data(folder)).isDirectory();
  }

  private static boolean isUnavailable(RunningGateway gateway) {
    try {
      gateway.generation().withDeadlineAfter(5, TimeUnit.SECONDS).generate(request());
      return false;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode() == Status.Code.UNAVAILABLE;
    }
  }

  private static GenerateRequest request() {
    return Requests.text("chat", "Hi").build();
  }
}
