package io.colophon.provider.vendors.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.vendors.pieces.SoFar;
import io.colophon.provider.vendors.pieces.Trial;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of a stream that ends early. */
class AnthropicPartialUsageTest {
  private static final String[] BEGINNING = {
    AnthropicDouble.START,
    AnthropicDouble.block(0, "{\"type\":\"text\",\"text\":\"\"}"),
    AnthropicDouble.text(0, "one ")
  };
  private static final Map<String, Long> SAID =
      Map.of(
          "input_tokens", 23L,
          "cache_read_tokens", 11L,
          "cache_write_tokens", 7L,
          "output_tokens", 1L);

  private static final GenerationRequest ASK =
      GenerationRequest.Text.of(Prompt.of(new TargetModel("talk"), "hi"));

  private final Trial trial =
      new Trial(
          (host, context) ->
              new AnthropicFactory().create("test", AnthropicDouble.config(host), context));

  @AfterEach
  void close() {
    trial.close();
  }

  @Test
  void stream_breaksOff_whatTheStartSaidIsHandedOn() {
    trial.upstream().on("POST", "/v1/messages", Answer.events(BEGINNING).close());
    CollectingSubscriber got = trial.run(ASK);
    assertThat(got.failure()).isPresent();
    assertThat(SoFar.counts(got)).isEqualTo(SAID);
  }

  @Test
  void stream_errorUnderWay_whatTheStartSaidIsHandedOn() {
    trial
        .upstream()
        .on(
            "POST",
            "/v1/messages",
            Answer.events(
                AnthropicDouble.START,
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":"
                    + "\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"));
    CollectingSubscriber got = trial.run(ASK);
    assertThat(got.failure()).isPresent();
    assertThat(SoFar.counts(got)).isEqualTo(SAID);
  }

  @Test
  void stream_cancelled_whatTheStartSaidWasHandedOnBefore() {
    CountDownLatch never = new CountDownLatch(1);
    trial.upstream().on("POST", "/v1/messages", Answer.events(BEGINNING).await(never));
    CollectingSubscriber got = trial.start(provider -> provider.generate(ASK, Trial.options()));
    assertThat(got.awaitEvents(3, Duration.ofSeconds(30))).isTrue();
    got.cancel();
    never.countDown();
    assertThat(SoFar.counts(got)).isEqualTo(SAID);
  }
}
