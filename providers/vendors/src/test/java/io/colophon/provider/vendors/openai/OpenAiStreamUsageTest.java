package io.colophon.provider.vendors.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.vendors.pieces.SoFar;
import io.colophon.provider.vendors.pieces.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where usage may stand in a stream, and what is known of one that breaks off. */
class OpenAiStreamUsageTest {
  private static final int STREAMS = 150;

  private HttpDouble host;
  private Calls chat;

  @BeforeEach
  void listen() {
    host = HttpDouble.start();
    chat = new Calls(OpenAiDouble.config(host));
  }

  @AfterEach
  void stop() {
    chat.close();
    host.close();
  }

  private static String usage(long input, long output) {
    return "{\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output + "}";
  }

  private static String chunk(String choices, String usage) {
    return "data: {\"model\":\"m\",\"choices\":[" + choices + "],\"usage\":" + usage + "}\n\n";
  }

  /** A stream in which usage stands anywhere, its counts running up, and what it said last. */
  private static long stream(Random random, List<String> chunks) {
    int pieces = 1 + random.nextInt(6);
    int end = 2 + random.nextInt(pieces);
    long said = -1;
    for (int i = 0; i <= pieces + 2; i++) {
      String choice =
          i == end
              ? "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}"
              : i > end || random.nextInt(4) == 0
                  ? ""
                  : "{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":null}";
      String usage =
          switch (random.nextInt(4)) {
            case 0 -> "null";
            case 1 -> "{}";
            default -> {
              said = i;
              yield usage(7, i);
            }
          };
      chunks.add(chunk(choice, usage));
    }
    return said;
  }

  @Test
  void chat_usageOnAnyChunk_lastOneCounts() {
    for (int seed = 0; seed < STREAMS; seed++) {
      Random random = new Random(seed);
      List<String> chunks = new ArrayList<>();
      long said = stream(random, chunks);
      chunks.add("data: [DONE]\n\n");
      host.on("POST", "/v1/chat/completions", Answer.events(chunks.toArray(String[]::new)));
      CollectingSubscriber got = chat.run(Calls.text("hi"));
      Map<String, Long> expected =
          said < 0 ? Map.of() : Map.of("input_tokens", 7L, "output_tokens", said);
      assertThat(Trial.counts(got)).as("seed %s: %s", seed, chunks).isEqualTo(expected);
      assertThat(SoFar.counts(got)).as("seed %s: %s", seed, chunks).isEqualTo(expected);
    }
  }

  @Test
  void chat_streamBreaksOff_whatWasSaidSoFarIsHandedOn() {
    host.on(
        "POST",
        "/v1/chat/completions",
        Answer.events(
                chunk("{\"index\":0,\"delta\":{\"content\":\"one\"}}", usage(7, 1)),
                chunk("{\"index\":0,\"delta\":{\"content\":\"two\"}}", usage(7, 2)))
            .close());
    CollectingSubscriber got = chat.run(Calls.text("hi"));
    assertThat(got.failure()).isPresent();
    assertThat(SoFar.counts(got)).isEqualTo(Map.of("input_tokens", 7L, "output_tokens", 2L));
  }

  @Test
  void chat_sameUsageOnEveryChunk_isSaidOnce() {
    host.on(
        "POST",
        "/v1/chat/completions",
        Answer.events(
            chunk("{\"index\":0,\"delta\":{\"content\":\"one\"}}", usage(7, 1)),
            chunk("{\"index\":0,\"delta\":{\"content\":\"two\"}}", usage(7, 1)),
            chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}", usage(7, 1)),
            "data: [DONE]\n\n"));
    assertThat(chat.run(Calls.text("hi")).events())
        .filteredOn(GenerationEvent.UsedSoFar.class::isInstance)
        .hasSize(1);
  }

  private CollectingSubscriber respond(String... events) {
    host.on("POST", "/v1/responses", Answer.events(events));
    try (Calls calls =
        new Calls(OpenAiDouble.config(host.uri("/v1"), OpenAiConfig.TextApi.RESPONSES))) {
      return calls.run(Calls.text("hi"));
    }
  }

  private static String response(String type, String rest) {
    return "event: "
        + type
        + "\ndata: {\"type\":\""
        + type
        + "\",\"response\":{\"model\":\"m\",\"usage\":{\"input_tokens\":8,\"output_tokens\":64,"
        + "\"input_tokens_details\":{\"cached_tokens\":0},"
        + "\"output_tokens_details\":{\"reasoning_tokens\":60},\"total_tokens\":72}"
        + rest
        + "}}\n\n";
  }

  @Test
  void responses_incomplete_carriesUsage() {
    CollectingSubscriber got =
        respond(
            response(
                "response.incomplete",
                ",\"incomplete_details\":{\"reason\":\"max_output_tokens\"}"));
    assertThat(got.finished().orElseThrow().reason()).isEqualTo(FinishReason.LENGTH);
    assertThat(Trial.counts(got))
        .isEqualTo(
            Map.of(
                "input_tokens", 8L,
                "cache_read_tokens", 0L,
                "output_tokens", 64L,
                "reasoning_tokens", 60L));
  }

  @Test
  void responses_failed_carriesUsageBeforeTheFailure() {
    CollectingSubscriber got =
        respond(
            response(
                "response.failed",
                ",\"error\":{\"code\":\"server_error\",\"message\":\"it broke\"}"));
    assertThat(got.failure()).isPresent();
    assertThat(got.finished()).isEqualTo(Optional.empty());
    assertThat(SoFar.counts(got)).containsEntry("output_tokens", 64L);
  }
}
