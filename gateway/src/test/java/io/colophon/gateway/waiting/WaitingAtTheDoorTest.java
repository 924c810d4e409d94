package io.colophon.gateway.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.server.StreamedCall;
import io.colophon.provider.testkit.Gate;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationServiceGrpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three callers of a target that takes one at a time, and one may wait. */
final class WaitingAtTheDoorTest {
  private static final String CONFIG =
      """
      server: { waiting: { most: 1 } }
      providers:
        fake: { type: scripted, concurrency: { most: 1 } }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void generate_targetIsFull_oneWaitsForItsTurnAndOneMoreIsRefused() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      Gate gate = new Gate();
      gateway
          .upstream("fake")
          .then(Script.start().accept().text("first").hang(gate).text(" ends").finish());
      gateway.upstream("fake").otherwise(request -> Script.saying("next"));
      StreamedCall first =
          StreamedCall.start(GenerationServiceGrpc.newStub(gateway.channel()), request());
      first.awaitText();

      // Which of the two comes first is not known, and the room has space for that one only.
      ListenableFuture<GenerateResponse> one = ask(gateway);
      ListenableFuture<GenerateResponse> other = ask(gateway);
      await().atMost(PATIENCE).until(() -> one.isDone() || other.isDone());
      ListenableFuture<GenerateResponse> refused = one.isDone() ? one : other;
      ListenableFuture<GenerateResponse> waiting = one.isDone() ? other : one;
      CallFailure refusal = failureOf(refused);

      assertThat(refusal.reason()).isEqualTo("GATEWAY_OVERLOADED");
      assertThat(refusal.text()).contains("no more may wait");
      assertThat(waiting.isDone()).isFalse();
      assertThat(gateway.upstream("fake").calls()).hasSize(1);

      gate.open();

      assertThat(StreamedCall.textOf(first.awaitEnd())).startsWith("first ends");
      assertThat(textOf(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))).startsWith("next");
      assertThat(gateway.upstream("fake").calls()).hasSize(2);
      assertThat(textOf(gateway.generation().generate(request()))).startsWith("next");
    }
  }

  private static ListenableFuture<GenerateResponse> ask(RunningGateway gateway) {
    return GenerationServiceGrpc.newFutureStub(gateway.channel()).generate(request());
  }

  private static CallFailure failureOf(ListenableFuture<GenerateResponse> refused)
      throws InterruptedException {
    try {
      throw new AssertionError("was not refused: " + refused.get());
    } catch (ExecutionException failure) {
      return CallFailure.of(failure.getCause());
    }
  }

  private static String textOf(GenerateResponse response) {
    return response.getOutputs(0).getText();
  }

  private static GenerateRequest request() {
    return Requests.text("chat", "Hi").build();
  }
}
