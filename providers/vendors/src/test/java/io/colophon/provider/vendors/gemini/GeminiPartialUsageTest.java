package io.colophon.provider.vendors.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.vendors.pieces.SoFar;
import io.colophon.provider.vendors.pieces.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of a stream that ends early. */
class GeminiPartialUsageTest {
  private final Trial trial =
      new Trial(
          (host, context) -> new GeminiFactory().create("g", GeminiDouble.config(host), context));

  @AfterEach
  void close() {
    trial.close();
  }

  @Test
  void stream_breaksOff_whatTheLastChunkSaidIsHandedOn() {
    String counts =
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"deep\"}],\"role\":\"model\"}}],"
            + "\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":3,"
            + "\"thoughtsTokenCount\":40,\"totalTokenCount\":52}}";
    trial
        .upstream()
        .on(
            "POST",
            "/v1beta/models/m:streamGenerateContent",
            Answer.events(
                    GeminiDouble.event(GeminiDouble.text("A lake ")), GeminiDouble.event(counts))
                .close());
    CollectingSubscriber got = trial.run(Trial.text("hi"));
    assertThat(got.failure()).isPresent();
    assertThat(SoFar.counts(got))
        .containsEntry("input_tokens", 9L)
        .containsEntry("output_tokens", 43L)
        .containsEntry("reasoning_tokens", 40L);
  }
}
