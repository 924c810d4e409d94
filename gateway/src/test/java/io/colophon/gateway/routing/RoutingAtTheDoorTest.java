package io.colophon.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.Attempt;
import io.colophon.v1.GenerateRequest;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which targets a request goes to, and who may not ask. */
class RoutingAtTheDoorTest {
  private static final String CONFIG =
      """
      providers:
        one: { type: scripted }
        two: { type: scripted }
        memory: { type: in-memory }
      tenants:
        default: { models: [ "chat*", mixed ] }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: two, model: b, fallback: true }, { provider: one, model: a } ]
        - match: { model: chat-pro, modality: text }
          targets: [ { provider: two, model: b } ]
        - match: { model: mixed, modality: text }
          targets: [ { provider: memory, model: memory-image }, { provider: memory, model: memory-text } ]
        - match: { model: secret, modality: text }
          targets: [ { provider: one, model: a } ]
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
    gateway.upstream("one").otherwise(request -> Script.saying("one"));
    gateway.upstream("two").otherwise(request -> Script.saying("two"));
  }

  @Test
  void generate_fallbackTargetStandsFirst_isTriedLast() {
    gateway.upstream("one").then(Script.start().fail(FailureKind.OVERLOADED, "full"));

    var receipt = gateway.generation().generate(request("chat")).getReceipt();

    assertThat(receipt.getAttemptsList())
        .extracting(Attempt::getTarget)
        .containsExactly("one/a", "two/b");
  }

  @Test
  void generate_twoRoutes_theNamedOneIsTaken() {
    assertThat(
            gateway
                .generation()
                .generate(request("chat-pro"))
                .getReceipt()
                .getAttempts(0)
                .getTarget())
        .isEqualTo("two/b");
  }

  @Test
  void generate_targetThatCannot_isPassedOverWithoutAnAttempt() {
    var receipt = gateway.generation().generate(request("mixed")).getReceipt();

    assertThat(receipt.getAttemptsList())
        .extracting(Attempt::getTarget, Attempt::getOutcome, Attempt::getReason)
        .containsExactly(
            tuple("memory/memory-image", "excluded", "does not offer text"),
            tuple("memory/memory-text", "ok", ""));
  }

  @Test
  void generate_modelThatTheTenantMayNotUse_isPermissionDenied() {
    RunningGateway.Recorded before = gateway.recorded();

    CallFailure failure = CallFailure.of(() -> gateway.generation().generate(request("secret")));

    assertThat(failure.code()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(failure.reason()).isEqualTo("PERMISSION_DENIED");
    assertThat(gateway.recorded()).isEqualTo(before);
  }

  private static GenerateRequest request(String model) {
    return Requests.text(model, "Hi").build();
  }
}
