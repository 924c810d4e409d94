package io.colophon.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.FinishReason;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent.EventCase;
import io.colophon.v1.UsageEntry;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words that go in and out of a running gateway, and what becomes of them. */
class ScreeningAtTheDoorTest {
  private static final String SOURCES =
      """
      providers: { one: { type: scripted }, guard: { type: scripted } }
      routes:
        - { name: open, match: { model: open }, targets: [ { provider: one, model: a } ] }
        - { name: chat, targets: [ { provider: one, model: a } ] }
      """;
  private static final String CONFIG =
      SOURCES
          + """
          screening:
            window: 64
            rules:
              personal:
                match: { route: chat }
                personal-data: [ cn-resident-id, cn-mobile, email, payment-card ]
                action: mask
              banned:
                match: { route: chat }
                words: [ forbidden, 禁词 ]
                words-file: words.txt
                action: refuse
              watched: { match: { route: chat }, expressions: [ "(?i)project-x[0-9]+" ], action: flag }
              judged:
                match: { route: chat, direction: input }
                moderation: { provider: guard, model: g }
                action: refuse
          """;

  @TempDir Path folder;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("words.txt"), "# more\n\nverboten\n");
    gateway = RunningGateway.start(folder, CONFIG);
    gateway.upstream("guard").otherwise(request -> Script.saying("{\"flagged\": false}"));
    gateway.upstream("one").otherwise(request -> Script.saying("fine"));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private GenerateResponse generate(String prompt) {
    return gateway.generation().generate(Requests.text("chat", prompt).build());
  }

  private String seen() {
    Message message = gateway.upstream("one").calls().get(0).request().prompt().messages().get(0);
    return ((Part.Text) message.parts().get(0)).text();
  }

  private static String said(GenerateResponse response) {
    return response.getOutputs(0).getText();
  }

  private UsageEntry entry() {
    List<UsageEntry> entries = gateway.ledger();
    return entries.get(entries.size() - 1);
  }

  @Test
  void input_personalData_reachesNeitherTheTargetNorTheJudge() {
    generate("I am 13812345678, 11010519491231002X, a@b.cn");

    assertThat(seen()).isEqualTo("I am ***, ***, ***");
    assertThat(gateway.upstream("guard").calls().get(0).request().prompt().messages().get(1))
        .isEqualTo(Message.user("I am ***, ***, ***"));
    assertThat(entry().getLabelsList()).contains("screening:input:personal:mask");
  }

  @Test
  void input_word_isRefusedByNameAndInTheLedger() {
    CallFailure failure = CallFailure.of(() -> generate("this is verb\u200boten"));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.reason()).isEqualTo("CONTENT_REFUSED");
    assertThat(failure.text()).contains("banned").doesNotContain("boten");
    assertThat(gateway.upstream("one").calls()).isEmpty();
    assertThat(gateway.upstream("guard").calls()).isEmpty();
    assertThat(entry().getEndState()).isEqualTo("refused");
    assertThat(entry().getLabelsList()).contains("screening:input:banned:refuse");
  }

  @Test
  void input_otherRoute_isNotLookedAt() {
    gateway.generation().generate(Requests.text("open", "13812345678 forbidden").build());

    assertThat(seen()).isEqualTo("13812345678 forbidden");
  }

  @Test
  void input_judgedUnfit_isRefused() {
    gateway.upstream("guard").then(Script.saying("{\"flag", "ged\": true}"));

    CallFailure failure = CallFailure.of(() -> generate("subtle"));

    assertThat(failure.reason()).isEqualTo("CONTENT_REFUSED");
    assertThat(failure.text()).contains("judged");
    assertThat(gateway.upstream("one").calls()).isEmpty();
  }

  @Test
  void input_judgeGivesNoAnswer_isUnavailable() {
    gateway.upstream("guard").then(Script.start().fail(FailureKind.UNREACHABLE, "gone"));

    CallFailure failure = CallFailure.of(() -> generate("subtle"));

    assertThat(failure.code()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(gateway.upstream("one").calls()).isEmpty();
  }

  @Test
  void output_personalDataInPieces_isMaskedBeforeTheLabel() {
    gateway.upstream("one").then(Script.saying("Call 138", "1234", "5678", " or a@", "b.cn", "!"));

    String said = said(generate("Hi"));

    assertThat(said).startsWith("Call *** or ***!").doesNotContain("138");
    assertThat(said.length()).isGreaterThan("Call *** or ***!".length());
    assertThat(entry().getLabelsList()).contains("screening:output:personal:mask");
  }

  @Test
  void output_word_endsTheAnswerBeforeIt() {
    gateway.upstream("one").then(Script.saying("This is for", "bidden fruit", " and more"));

    GenerateResponse response = generate("Hi");

    assertThat(said(response)).startsWith("This is ").doesNotContain("bidden");
    assertThat(response.getFinishReason()).isEqualTo(FinishReason.FINISH_REASON_CONTENT_FILTERED);
    assertThat(entry().getEndState()).isEqualTo("content_filtered");
    assertThat(gateway.upstream("one").underWay()).isZero();
  }

  @Test
  void output_flagged_passesAndIsInTheLedger() {
    gateway.upstream("one").then(Script.saying("about Project-X12."));

    assertThat(said(generate("Hi"))).startsWith("about Project-X12.");
    assertThat(entry().getLabelsList()).contains("screening:output:watched:flag");
  }

  @Test
  void output_argumentsOfATool_areMasked() {
    gateway
        .upstream("one")
        .then(
            Script.start()
                .accept()
                .emit(new GenerationEvent.ToolCall("1", "dial", "{\"n\":13812345678}"))
                .finish());

    assertThat(generate("Hi").getOutputs(0).getToolCall().getArgumentsJson())
        .isEqualTo("{\"n\":\"***\"}");
  }

  @Test
  void stream_ofSlowReader_flowsThoughPiecesWait() {
    String[] pieces = new String[200];
    java.util.Arrays.setAll(pieces, i -> i % 2 == 0 ? "1381234" : "5678 ");
    gateway.upstream("one").then(Script.saying(pieces));
    List<io.colophon.v1.GenerationEvent> events = new ArrayList<>();

    gateway
        .generation()
        .streamGenerate(Requests.text("chat", "Hi").build())
        .forEachRemaining(events::add);

    StringBuilder said = new StringBuilder();
    events.stream()
        .filter(event -> event.getEventCase() == EventCase.TEXT_DELTA)
        .forEach(event -> said.append(event.getTextDelta().getText()));
    assertThat(said.toString()).startsWith("*** ".repeat(100)).doesNotContain("138");
    assertThat(events.get(events.size() - 1).getEventCase()).isEqualTo(EventCase.FINISHED);
  }

  @Test
  void reload_otherRules_holdForTheNextGeneration() throws IOException {
    gateway.reload(
        SOURCES
            + """
            screening:
              rules:
                numbers: { personal-data: [ cn-mobile ], mask: "<phone>", action: mask }
            """);

    generate("forbidden 13812345678");

    assertThat(seen()).isEqualTo("forbidden <phone>");
  }

  @Test
  void output_judged_waitsForTheVerdict() throws IOException {
    gateway.reload(
        SOURCES
            + """
            screening:
              rules:
                judged:
                  match: { direction: output }
                  moderation: { provider: guard, model: g, verdict: word }
                  action: refuse
            """);
    gateway.upstream("guard").then(Script.saying("safe")).then(Script.saying("unsafe\nS1"));
    gateway.upstream("one").then(Script.saying("one ", "two")).then(Script.saying("three"));

    assertThat(said(generate("Hi"))).startsWith("one two");
    GenerateResponse second = generate("Hi");

    assertThat(second.getOutputsList()).isEmpty();
    assertThat(second.getFinishReason()).isEqualTo(FinishReason.FINISH_REASON_CONTENT_FILTERED);
  }

  @Test
  void input_longText_isLookedAtOffTheEventLoop() {
    generate("x ".repeat(40_000) + "13812345678");

    assertThat(seen()).hasSize(80_003).endsWith("x ***");
  }
}
