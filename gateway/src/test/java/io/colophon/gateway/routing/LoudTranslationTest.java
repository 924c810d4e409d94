package io.colophon.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.Attempt;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent.EventCase;
import io.colophon.v1.Translation;
import io.colophon.v1.Translation.Change;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Parameters that a target does not take: said aloud, or refused where the caller asks for that.
 */
class LoudTranslationTest {
  private static final String CONFIG =
      """
      providers:
        plain: { type: scripted }
        knowing: { type: scripted, extensions: [ top_k, min_p ] }
      routes:
        - match: { model: both }
          targets: [ { provider: plain, model: p }, { provider: knowing, model: k } ]
        - match: { model: plain }
          targets: [ { provider: plain, model: p } ]
        - match: { model: spare }
          targets: [ { provider: knowing, model: k, fallback: true }, { provider: plain, model: p } ]
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
    gateway.upstream("plain").otherwise(request -> Script.saying("plain"));
    gateway.upstream("knowing").otherwise(request -> Script.saying("knowing"));
  }

  private static GenerateRequest.Builder request(String model, String... extensions) {
    Struct.Builder struct = Struct.newBuilder();
    Arrays.stream(extensions)
        .forEach(name -> struct.putFields(name, Value.newBuilder().setNumberValue(4).build()));
    return Requests.text(model, "Hi").setExtensions(struct);
  }

  private static List<String> targets(GenerateResponse response) {
    return response.getReceipt().getAttemptsList().stream()
        .filter(attempt -> !attempt.getOutcome().equals("excluded"))
        .map(Attempt::getTarget)
        .toList();
  }

  private static Map<String, Object> seenBy(String provider) {
    var calls = gateway.upstream(provider).calls();
    return calls.get(calls.size() - 1).request().prompt().extensions();
  }

  private static Script translating(io.colophon.provider.spi.Translation... translations) {
    return Script.start()
        .emit(new GenerationEvent.Accepted(Optional.empty(), List.of(translations)))
        .text("said")
        .finish();
  }

  private static io.colophon.provider.spi.Translation translation(
      String parameter, io.colophon.provider.spi.Translation.Change change) {
    return new io.colophon.provider.spi.Translation(parameter, change, "why");
  }

  @Test
  void generate_extensionThatOneTargetTakes_goesThereFirst() {
    GenerateResponse response = gateway.generation().generate(request("both", "top_k").build());

    assertThat(targets(response)).containsExactly("knowing/k");
    assertThat(response.getTranslationsList()).isEmpty();
    assertThat(seenBy("knowing")).containsKey("top_k");
  }

  @Test
  void generate_extensionThatOnlyTheFallbackTakes_doesNotChangeTheOrder() {
    GenerateResponse response = gateway.generation().generate(request("spare", "top_k").build());

    assertThat(targets(response)).containsExactly("plain/p");
  }

  @Test
  void generate_extensionThatNobodyTakes_isDroppedAndSaid() {
    GenerateResponse response =
        gateway.generation().generate(request("plain", "top_k", "sampler").build());

    assertThat(response.getTranslationsList())
        .extracting(Translation::getParameter)
        .containsExactlyInAnyOrder("extensions.top_k", "extensions.sampler");
    assertThat(response.getTranslationsList())
        .extracting(Translation::getChange)
        .containsOnly(Change.CHANGE_DROPPED);
    assertThat(seenBy("plain")).isEmpty();
  }

  @Test
  void stream_extensionThatNobodyTakes_isSaidInTheFirstEvent() {
    List<io.colophon.v1.GenerationEvent> events = new ArrayList<>();
    gateway
        .generation()
        .streamGenerate(request("plain", "top_k").build())
        .forEachRemaining(events::add);

    assertThat(events.get(0).getEventCase()).isEqualTo(EventCase.STARTED);
    assertThat(events.get(0).getStarted().getTranslationsList())
        .extracting(Translation::getParameter)
        .containsExactly("extensions.top_k");
  }

  @Test
  void generate_translationOfThePlugIn_goesBeforeWhatTheGatewayKnows() {
    gateway
        .upstream("plain")
        .then(
            translating(
                translation(
                    "extensions.top_k", io.colophon.provider.spi.Translation.Change.RENAMED),
                translation("text.seed", io.colophon.provider.spi.Translation.Change.DROPPED)));

    GenerateResponse response = gateway.generation().generate(request("plain", "top_k").build());

    assertThat(response.getTranslationsList())
        .extracting(Translation::getParameter)
        .containsExactly("extensions.top_k", "text.seed");
    assertThat(response.getTranslations(0).getChange()).isEqualTo(Change.CHANGE_RENAMED);
  }

  @Test
  void strict_extensionThatOneTargetTakes_goesThereOnly() {
    GenerateResponse response =
        gateway.generation().generate(request("both", "top_k").setStrict(true).build());

    assertThat(targets(response)).containsExactly("knowing/k");
  }

  @Test
  void strict_extensionsThatNobodyTakesWhole_areNamedOfTheClosestTarget() {
    int before = gateway.upstream("knowing").calls().size();

    CallFailure failure =
        CallFailure.of(
            () ->
                gateway
                    .generation()
                    .generate(request("both", "top_k", "sampler").setStrict(true).build()));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("extensions.sampler");
    assertThat(gateway.upstream("knowing").calls()).hasSize(before);
  }

  @Test
  void strict_plugInThatDrops_isBrokenOffAndTheNextIsTried() {
    gateway
        .upstream("plain")
        .then(
            translating(
                translation("text.seed", io.colophon.provider.spi.Translation.Change.DROPPED)));

    GenerateResponse response =
        gateway.generation().generate(request("both").setStrict(true).build());

    assertThat(targets(response)).containsExactly("plain/p", "knowing/k");
    assertThat(response.getOutputs(0).getText()).startsWith("knowing");
    assertThat(response.getTranslationsList()).isEmpty();
  }

  @Test
  void strict_everyPlugInChangesSomething_isRefusedWithEveryParameter() {
    gateway
        .upstream("plain")
        .then(
            translating(
                translation("text.seed", io.colophon.provider.spi.Translation.Change.DROPPED),
                translation("text.max_tokens", io.colophon.provider.spi.Translation.Change.CLAMPED),
                translation("text.stop", io.colophon.provider.spi.Translation.Change.RENAMED)));

    CallFailure failure =
        CallFailure.of(
            () -> gateway.generation().generate(request("plain").setStrict(true).build()));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo("INVALID_REQUEST");
    assertThat(failure.fields()).containsExactly("text.seed", "text.max_tokens");
  }

  @Test
  void strict_parameterUnderAnotherName_isNoReason() {
    gateway
        .upstream("plain")
        .then(
            translating(
                translation("text.stop", io.colophon.provider.spi.Translation.Change.RENAMED)));

    GenerateResponse response =
        gateway.generation().generate(request("plain").setStrict(true).build());

    assertThat(response.getTranslationsList()).hasSize(1);
  }
}
