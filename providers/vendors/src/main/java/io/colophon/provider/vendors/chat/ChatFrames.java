package io.colophon.provider.vendors.chat;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.SseFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the text out of a chunk that carries text and more, so that the text can be followed by a
 * label before the rest is said. Rare, so it may build a tree.
 */
final class ChatFrames {
  private ChatFrames() {}

  /** The frame with its text emptied; empty when nothing is relayed. */
  static Optional<ByteBuffer> withoutText(SseFrame frame, ChatReply.Relay relay) {
    if (relay == ChatReply.Relay.NOTHING) {
      return Optional.empty();
    }
    byte[] data =
        Arrays.copyOfRange(
            frame.dataArray(), frame.dataOffset(), frame.dataOffset() + frame.dataLength());
    JsonNode chunk = Json.read(data);
    for (JsonNode choice : chunk.path("choices")) {
      if (choice.get("delta") instanceof ObjectNode delta) {
        delta.remove("content");
        delta.remove("refusal");
      }
    }
    String event = "data: " + new String(Json.write(chunk), StandardCharsets.UTF_8) + "\n\n";
    return Optional.of(ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)));
  }
}
