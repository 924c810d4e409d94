package io.colophon.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.testkit.FakeUpstream;
import io.colophon.provider.testkit.Gate;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationServiceGrpc;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that changes while requests are under way. */
class ReloadTest {
  private static final String BEFORE =
      """
      providers:
        fake: { type: scripted, version: 1 }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: old } ]
      """;
  private static final String AFTER =
      """
      providers:
        fake: { type: scripted, version: 2 }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: new } ]
        - match: { model: talk, modality: text }
          targets: [ { provider: fake, model: new } ]
      """;

  @TempDir Path folder;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(folder, BEFORE);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void reload_requestUnderWay_endsOnTheOldAndTheNextBeginsOnTheNew() throws Exception {
    FakeUpstream old = gateway.upstream("fake");
    Gate gate = new Gate();
    old.then(Script.start().accept().text("old ").hang(gate).text("way").finish());
    StreamedCall underWay =
        StreamedCall.start(GenerationServiceGrpc.newStub(gateway.channel()), request("chat"));
    underWay.awaitText();

    gateway.reload(AFTER);
    gateway.upstream("fake").otherwise(request -> Script.saying("new way"));
    var fresh = gateway.generation().generate(request("chat"));
    gate.open();
    var events = underWay.awaitEnd();

    assertThat(fresh.getOutputs(0).getText()).startsWith("new way");
    assertThat(fresh.getReceipt().getTargetModel()).isEqualTo("new");
    assertThat(StreamedCall.textOf(events)).startsWith("old way");
    assertThat(events.get(events.size() - 1).getFinished().getReceipt().getTargetModel())
        .isEqualTo("old");
    assertThat(old.calls()).hasSize(1);
  }

  @Test
  void reload_newRoute_isThereForNewRequests() throws IOException {
    assertThat(CallFailure.of(() -> gateway.generation().generate(request("talk"))).code())
        .isEqualTo(Status.Code.NOT_FOUND);

    gateway.reload(AFTER);
    gateway.upstream("fake").otherwise(request -> Script.saying("yes"));

    assertThat(gateway.generation().generate(request("talk")).getOutputs(0).getText())
        .startsWith("yes");
  }

  @Test
  void reload_invalidFile_changesNothing() throws IOException {
    FakeUpstream old = gateway.upstream("fake");
    old.otherwise(request -> Script.saying("still here"));

    gateway.reload(AFTER + "no-such-section: {}\n");

    assertThat(gateway.upstream("fake")).isSameAs(old);
    assertThat(gateway.generation().generate(request("chat")).getReceipt().getTargetModel())
        .isEqualTo("old");
    assertThat(CallFailure.of(() -> gateway.generation().generate(request("talk"))).code())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  private static GenerateRequest request(String model) {
    return Requests.text(model, "Hi").build();
  }
}
