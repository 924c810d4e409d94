package io.colophon.benchmarks.rest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What callers send and what the upstream answers, each a fixed text. */
final class Bodies {
  /** Pieces of text in one stream. */
  static final int CHUNKS = 100;

  /** Between two pieces of a paced stream. */
  static final int PACE_MILLIS = 5;

  static final String CHAT = "chat-short";
  static final String PACED = "chat-paced";
  static final String BURST = "chat-burst";
  static final String SLOW = "chat-slow";
  static final String IMAGE = "picture";

  private static final int ANSWER_BYTES = 916;
  private static final int IMAGE_BYTES = 1024 * 1024;

  private Bodies() {}

  /** A chat request of about so many bytes. */
  static String chat(String model, int bytes, boolean stream) {
    String head =
        "{\"model\":\""
            + model
            + "\",\"temperature\":0.7,\"max_tokens\":256,"
            + (stream ? "\"stream\":true,\"stream_options\":{\"include_usage\":true}," : "")
            + "\"messages\":[{\"role\":\"system\",\"content\":\"You are a helpful assistant.\"},"
            + "{\"role\":\"user\",\"content\":\"";
    String tail = "\"}]}";
    return head + words(bytes - head.length() - tail.length()) + tail;
  }

  static String image() {
    return "{\"model\":\"" + IMAGE + "\",\"prompt\":\"A red boat on a calm lake.\",\"n\":1}";
  }

  /** An answer of 916 bytes. */
  static String chatAnswer() {
    String head =
        "{\"id\":\"chatcmpl-123\",\"object\":\"chat.completion\",\"created\":1790000000,\"model\":"
            + "\"bench-model\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"";
    String tail =
        "\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{"
            + "\"prompt_tokens\":180,\"completion_tokens\":120,\"total_tokens\":300,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":0}}}";
    return head + words(ANSWER_BYTES - head.length() - tail.length()) + tail;
  }

  static String chunk(int number) {
    return String.format(
        Locale.ROOT,
        "data:"
            + " {\"id\":\"chatcmpl-123\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"model\":\"bench-model\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
            + " word%03d\"},\"finish_reason\":null}]}\n\n",
        number);
  }

  static String streamEnd() {
    return "data:"
        + " {\"id\":\"chatcmpl-123\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"model\":\"bench-model\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
        + "data:"
        + " {\"id\":\"chatcmpl-123\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"model\":\"bench-model\",\"choices\":[],\"usage\":{\"prompt_tokens\":180,\"completion_tokens\":100,\"total_tokens\":280}}\n\n"
        + "data: [DONE]\n\n";
  }

  /** A picture of a megabyte in base64, as JSON. */
  static byte[] imageAnswer(String base64) {
    return ("{\"created\":1790000000,\"output_format\":\"png\",\"data\":[{\"b64_json\":\""
            + base64
            + "\"}],\"usage\":{\"input_tokens\":12,\"output_tokens\":1056}}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  static int imageBytes() {
    return IMAGE_BYTES;
  }

  private static String words(int length) {
    String some = "The quick brown fox jumps over the lazy dog near the river bank at dawn. ";
    return some.repeat(length / some.length() + 1).substring(0, length);
  }
}
