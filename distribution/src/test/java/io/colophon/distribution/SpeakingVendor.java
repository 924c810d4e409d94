package io.colophon.distribution;

import io.colophon.provider.testkit.http.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** How vendors write an answer of text that comes word by word, as their references say. */
enum SpeakingVendor {
  OPENAI_CHAT("openai", "gpt-4o", "content_filter", "base-url: %s/v1, api-key: k, text-api: chat"),
  OPENAI_RESPONSES(
      "openai", "gpt-4o", "content_filter", "base-url: %s/v1, api-key: k, text-api: responses"),
  ANTHROPIC("anthropic", "claude-sonnet-4-5", "refusal", "base-url: %s/v1, api-key: k"),
  GEMINI("gemini", "gemini-2.5-flash", "SAFETY", "base-url: %s/v1beta, api-key: k"),
  BEDROCK(
      "bedrock", "us.nova", "content_filtered", "region: eu-central-1, base-url: %s, api-key: k"),
  DASHSCOPE("dashscope", "qwen-plus", "", "base-url: %s, api-key: k, text-api: text");

  /** What every prompt of the tests has. */
  static final int INPUT_TOKENS = 13;

  private final String type;
  private final String model;
  private final String filtered;
  private final String settings;

  SpeakingVendor(String type, String model, String filtered, String settings) {
    this.type = type;
    this.model = model;
    this.filtered = filtered;
    this.settings = settings;
  }

  /** The name of its model. */
  String model() {
    return model;
  }

  /** Whether it can end an answer for its content; DashScope says that as an error. */
  boolean canFilter() {
    return !filtered.isEmpty();
  }

  /** Whether it says the tokens put out before the end, so that no answer is without them. */
  boolean countsAsItGoes() {
    return this == ANTHROPIC || this == DASHSCOPE;
  }

  /** Whether the tokenizer of its model is here. */
  boolean isCountedByItsTokenizer() {
    return this == OPENAI_CHAT || this == OPENAI_RESPONSES;
  }

  /** As a deployment, in flow style. */
  String config(String address, String more) {
    return "{ type: "
        + type
        + ", "
        + settings.formatted(address)
        + ", circuit-breaker: { enabled: false }"
        + more
        + " }";
  }

  /** Begins an answer. */
  Answer begin() {
    Answer answer =
        Answer.of(200)
            .header(
                "content-type",
                this == BEDROCK ? "application/vnd.amazon.eventstream" : "text/event-stream")
            .chunked();
    return switch (this) {
      case OPENAI_CHAT ->
          answer.write(chat("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}"));
      case OPENAI_RESPONSES ->
          answer.write(
              "data: {\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"status\":"
                  + "\"in_progress\",\"model\":\"m\"}}\n\n");
      case ANTHROPIC ->
          answer
              .write(
                  "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":"
                      + "\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
                      + "\"content\":[],\"usage\":{\"input_tokens\":13,\"output_tokens\":0}}}\n\n")
              .write(
                  "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
                      + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
      case GEMINI -> answer.write(gemini("", "", "\"promptTokenCount\":13"));
      case DASHSCOPE -> answer.write(dash("", "null", "{\"input_tokens\":13,\"output_tokens\":0}"));
      case BEDROCK -> answer.write(event("messageStart", "{\"role\":\"assistant\"}"));
    };
  }

  /**
   * Says a word, which is one token.
   *
   * @param count words so far, with this one
   */
  Answer say(Answer answer, String word, int count) {
    return switch (this) {
      case OPENAI_CHAT ->
          answer.write(chat("{\"index\":0,\"delta\":{\"content\":\"" + word + "\"}}"));
      case OPENAI_RESPONSES ->
          answer.write(
              "data: {\"type\":\"response.output_text.delta\",\"delta\":\"" + word + "\"}\n\n");
      case ANTHROPIC ->
          answer.write(
              "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                  + "\"delta\":{\"type\":\"text_delta\",\"text\":\""
                  + word
                  + "\"}}\n\n");
      case GEMINI -> answer.write(gemini(word, "", "\"promptTokenCount\":13"));
      case BEDROCK ->
          answer.write(
              event(
                  "contentBlockDelta",
                  "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + word + "\"}}"));
      case DASHSCOPE ->
          answer.write(dash(word, "null", "{\"input_tokens\":13,\"output_tokens\":" + count + "}"));
    };
  }

  /** Ends an answer in the usual way, or without saying what it used. */
  Answer end(Answer answer, int words, boolean withUsage) {
    return end(answer, words, withUsage, false);
  }

  /** Ends an answer for what is in it. */
  Answer endFiltered(Answer answer, int words) {
    return end(answer, words, true, true);
  }

  private Answer end(Answer answer, int words, boolean withUsage, boolean isFiltered) {
    switch (this) {
      case OPENAI_CHAT -> {
        String reason = isFiltered ? filtered : "stop";
        answer.write(chat("{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}"));
        if (withUsage) {
          answer.write(
              "data: {\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":13,"
                  + "\"completion_tokens\":"
                  + words
                  + "}}\n\n");
        }
        return answer.write("data: [DONE]\n\n");
      }
      case OPENAI_RESPONSES -> {
        String type = isFiltered ? "response.incomplete" : "response.completed";
        return answer.write(
            "data: {\"type\":\""
                + type
                + "\",\"response\":{\"id\":\"r\",\"model\":\"m\",\"status\":\"completed\""
                + (isFiltered ? ",\"incomplete_details\":{\"reason\":\"content_filter\"}" : "")
                + (withUsage
                    ? ",\"usage\":{\"input_tokens\":13,\"output_tokens\":" + words + "}"
                    : "")
                + "}}\n\n");
      }
      case ANTHROPIC -> {
        return answer
            .write(
                "event: content_block_stop\n"
                    + "data: {\"type\":\"content_block_stop\",\"index\":0}\n\n")
            .write(
                "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{"
                    + "\"stop_reason\":\""
                    + (isFiltered ? filtered : "end_turn")
                    + "\"}"
                    + (withUsage ? ",\"usage\":{\"output_tokens\":" + words + "}" : "")
                    + "}\n\n")
            .write("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
      }
      case GEMINI -> {
        return answer.write(
            gemini(
                "",
                ",\"finishReason\":\"" + (isFiltered ? filtered : "STOP") + "\"",
                withUsage ? "\"promptTokenCount\":13,\"candidatesTokenCount\":" + words : ""));
      }
      case BEDROCK -> {
        answer
            .write(event("contentBlockStop", "{\"contentBlockIndex\":0}"))
            .write(
                event(
                    "messageStop",
                    "{\"stopReason\":\"" + (isFiltered ? filtered : "end_turn") + "\"}"));
        return withUsage
            ? answer.write(
                event(
                    "metadata", "{\"usage\":{\"inputTokens\":13,\"outputTokens\":" + words + "}}"))
            : answer;
      }
      case DASHSCOPE -> {
        return answer.write(
            dash(
                "",
                "stop",
                withUsage ? "{\"input_tokens\":13,\"output_tokens\":" + words + "}" : "{}"));
      }
    }
    throw new IllegalStateException("no such vendor: " + this);
  }

  private static String chat(String choice) {
    return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":["
        + choice
        + "]}\n\n";
  }

  private static String gemini(String word, String finish, String usage) {
    return "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\""
        + word
        + "\"}],\"role\":\"model\"}"
        + finish
        + ",\"index\":0}],\"usageMetadata\":{"
        + usage
        + "},\"modelVersion\":\"m\"}\r\n\r\n";
  }

  private static String dash(String word, String reason, String usage) {
    return "id:1\nevent:result\n:HTTP_STATUS/200\ndata:{\"output\":{\"choices\":[{\"message\":"
        + "{\"content\":\""
        + word
        + "\",\"role\":\"assistant\"},\"finish_reason\":\""
        + reason
        + "\"}]},\"usage\":"
        + usage
        + ",\"request_id\":\"r\"}\n\n";
  }

  /** A message of {@code application/vnd.amazon.eventstream}, as its specification lays it out. */
  private static byte[] event(String type, String payload) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(":message-type", "event");
    headers.put(":event-type", type);
    headers.put(":content-type", "application/json");
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    headers.forEach(
        (name, value) -> {
          head.write(name.length());
          head.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
          head.write(7);
          head.write(value.length() >> 8);
          head.write(value.length());
          head.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
        });
    byte[] body = payload.getBytes(StandardCharsets.UTF_8);
    int total = 16 + head.size() + body.length;
    ByteBuffer message = ByteBuffer.allocate(total).putInt(total).putInt(head.size());
    message.putInt((int) crc(message.array(), 8)).put(head.toByteArray()).put(body);
    return message.putInt((int) crc(message.array(), total - 4)).array();
  }

  private static long crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }
}
