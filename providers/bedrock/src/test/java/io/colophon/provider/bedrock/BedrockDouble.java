package io.colophon.provider.bedrock;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** Settings for a Bedrock on this machine, and things it says. */
final class BedrockDouble {
  private BedrockDouble() {}

  static BedrockConfig config(HttpDouble upstream, OfferedModel... models) {
    return new BedrockConfig(
        "eu-central-1",
        Optional.of(upstream.uri("/")),
        Optional.of(upstream.uri("/s3")),
        Optional.empty(),
        Optional.of("AKIDEXAMPLE"),
        Optional.of(new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")),
        Optional.empty(),
        Optional.of("s3://films/out"),
        Optional.of(Map.of("luma", FilmInput.LUMA)),
        Duration.ofMillis(10),
        Timeouts.DEFAULTS,
        ConnectionConfig.DEFAULTS,
        models.length == 0 ? Optional.empty() : Optional.of(List.of(models)));
  }

  /** An event of a stream. */
  static byte[] event(String type, String payload) {
    return message(
        Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"),
        payload);
  }

  /** An exception within a stream. */
  static byte[] exception(String type, String payload) {
    return message(
        Map.of(
            ":message-type",
            "exception",
            ":exception-type",
            type,
            ":content-type",
            "application/json"),
        payload);
  }

  /**
   * A message as the smithy specification of {@code application/vnd.amazon.eventstream} lays it
   * out: length, length of headers, CRC of both; headers of type 7; payload; CRC of everything.
   */
  static byte[] message(Map<String, String> headers, String payload) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    headers.forEach(
        (name, value) -> {
          byte[] key = name.getBytes(StandardCharsets.UTF_8);
          byte[] text = value.getBytes(StandardCharsets.UTF_8);
          head.write(key.length);
          head.writeBytes(key);
          head.write(7);
          head.write(text.length >> 8);
          head.write(text.length);
          head.writeBytes(text);
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

  static Answer stream(byte[]... messages) {
    Answer answer =
        Answer.of(200).header("content-type", "application/vnd.amazon.eventstream").chunked();
    for (byte[] message : messages) {
      answer.write(message);
    }
    return answer;
  }

  static byte[] text(String words) {
    return event(
        "contentBlockDelta",
        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + words + "\"},\"p\":\"abcdefgh\"}");
  }

  static byte[] stop(String reason) {
    return event("messageStop", "{\"stopReason\":\"" + reason + "\",\"p\":\"ab\"}");
  }

  static byte[] usage(String usage) {
    return event(
        "metadata", "{\"metrics\":{\"latencyMs\":1275},\"usage\":" + usage + ",\"p\":\"a\"}");
  }

  /** A whole answer that says these words. */
  static Answer saying(String... words) {
    Answer answer = stream(event("messageStart", "{\"role\":\"assistant\"}"));
    for (String one : words) {
      answer.write(text(one));
    }
    return answer
        .write(event("contentBlockStop", "{\"contentBlockIndex\":0}"))
        .write(stop("end_turn"))
        .write(usage("{\"inputTokens\":4,\"outputTokens\":5,\"totalTokens\":9}"));
  }
}
