package io.colophon.provider.vendors.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.vendors.taking.Taken;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeminiRelayTest {
  private static final String BODY =
      "{ \"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}], \"someNewField\": {\"a\":1.50} }";
  private static final GenerationRequest REQUEST =
      GenerationRequest.Text.of(Prompt.of(new TargetModel("m"), "Hi"));

  private final HttpDouble upstream = HttpDouble.start();
  private final Provider provider =
      new GeminiFactory().create("g", GeminiDouble.config(upstream), Taken.context());

  @AfterEach
  void close() {
    provider.close();
    upstream.close();
  }

  @Test
  void generate_streamInTheSameDialect_framesAreTheUpstreamsBytes() {
    String first = GeminiDouble.event(GeminiDouble.text("One "));
    String second = ": a comment\r\nid: 7\r\n" + GeminiDouble.event(GeminiDouble.text("two"));
    upstream.on(
        "POST",
        "/v1beta/models/m:streamGenerateContent",
        Answer.events(first, second, GeminiDouble.event(GeminiDouble.last(" three", "STOP")))
            .cutEvery(5));

    Taken taken =
        Taken.whole(provider.generate(REQUEST, Taken.original(Dialects.GEMINI_STREAM, BODY)));

    assertThat(upstream.requests().get(0).text()).isEqualTo(BODY);
    List<GenerationEvent.TextDelta> deltas = taken.all(GenerationEvent.TextDelta.class);
    assertThat(deltas)
        .extracting(GenerationEvent.TextDelta::text)
        .containsExactly("One ", "two", " three");
    assertThat(Taken.text(Objects.requireNonNull(deltas.get(0).frame()))).isEqualTo(first);
    assertThat(Taken.text(Objects.requireNonNull(deltas.get(1).frame()))).isEqualTo(second);
    assertThat(deltas.get(2).frame()).isNull();
    GenerationEvent.Relayed closing = taken.all(GenerationEvent.Relayed.class).get(0);
    assertThat(closing.place()).isEqualTo(Place.CLOSING);
    assertThat(Taken.text(closing.frame()))
        .isEqualTo(GeminiDouble.event(GeminiDouble.last("", "STOP")));
    assertThat(taken.finished().usage().value(UsageUnit.OUTPUT_TOKENS)).hasValue(12);
  }

  @Test
  void generate_wholeAnswerInTheSameDialect_textThenTheBody() {
    String body = GeminiDouble.last("all", "STOP");
    upstream.on("POST", "/v1beta/models/m:generateContent", Answer.json(body));

    Taken taken =
        Taken.whole(provider.generate(REQUEST, Taken.original(Dialects.GEMINI_CONTENT, BODY)));

    assertThat(taken.text()).isEqualTo("all");
    GenerationEvent.Relayed closing = taken.all(GenerationEvent.Relayed.class).get(0);
    assertThat(closing.place()).isEqualTo(Place.CLOSING);
    assertThat(Taken.text(closing.frame())).isEqualTo(body);
  }

  @Test
  void generate_toolCallRelayed_frameAndWholeCall() {
    String call =
        GeminiDouble.event(
            "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"t\","
                + "\"args\":{}}}]}}]}");
    String end = GeminiDouble.event("{\"candidates\":[{\"finishReason\":\"STOP\"}]}");
    upstream.on("POST", "/v1beta/models/m:streamGenerateContent", Answer.events(call, end));

    Taken taken =
        Taken.whole(provider.generate(REQUEST, Taken.original(Dialects.GEMINI_STREAM, BODY)));

    assertThat(taken.all(GenerationEvent.ToolCall.class)).hasSize(1);
    assertThat(taken.all(GenerationEvent.Relayed.class))
        .extracting(relayed -> relayed.place() + " " + Taken.text(relayed.frame()))
        .containsExactly("CONTENT " + call, "CLOSING " + end);
  }

  @Test
  void generate_originalInAnotherDialect_isBuiltAnew() {
    upstream.on(
        "POST",
        "/v1beta/models/m:streamGenerateContent",
        Answer.events(GeminiDouble.event(GeminiDouble.last("x", "STOP"))));

    Taken taken =
        Taken.whole(
            provider.generate(REQUEST, Taken.original(Dialects.OPENAI_CHAT, "{\"messages\":1}")));

    assertThat(upstream.requests().get(0).text()).contains("contents");
    assertThat(taken.all(GenerationEvent.Relayed.class)).isEmpty();
  }

  @Test
  void generate_streamAtAHostThatSpeaksArrays_isBuiltAnew() {
    try (Provider arrays =
        new GeminiFactory()
            .create(
                "g",
                GeminiDouble.config(
                    upstream, GeminiConfig.StreamForm.ARRAY, GeminiConfig.Thinking.LEVEL),
                Taken.context())) {
      upstream.on(
          "POST",
          "/v1beta/models/m:streamGenerateContent",
          Answer.json("[" + GeminiDouble.last("x", "STOP") + "]"));

      Taken taken =
          Taken.whole(arrays.generate(REQUEST, Taken.original(Dialects.GEMINI_STREAM, BODY)));

      assertThat(taken.text()).isEqualTo("x");
      assertThat(taken.all(GenerationEvent.Relayed.class)).isEmpty();
    }
  }
}
