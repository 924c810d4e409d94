package io.colophon.gateway.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.colophon.gateway.http.JsonBytes;
import java.nio.ByteBuffer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** The chunk of a relayed stream that has usage and nothing else. */
final class UsageChunk {
  private static final byte[] NAME = ",\"colophon\":".getBytes(US_ASCII);

  private UsageChunk() {}

  /** Whether it has usage and no choice. */
  static boolean is(ByteBuffer frame) {
    int start = SseEvent.jsonStart(frame);
    if (start < 0) {
      return false;
    }
    byte[] bytes = new byte[frame.limit() - start];
    frame.duplicate().position(start).get(bytes);
    boolean usage = false;
    boolean choice = false;
    try (JsonParser json = JsonBytes.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      json.nextToken();
      String name;
      while ((name = json.nextName()) != null) {
        JsonToken value = json.nextToken();
        if (name.equals("usage")) {
          usage = value == JsonToken.START_OBJECT;
          json.skipChildren();
        } else if (name.equals("choices") && value == JsonToken.START_ARRAY) {
          choice = json.nextToken() != JsonToken.END_ARRAY;
          if (choice) {
            return false;
          }
        } else {
          json.skipChildren();
        }
      }
    } catch (JacksonException unreadable) {
      return false;
    }
    return usage;
  }

  /** The chunk with the receipt as its last field. */
  static ByteBuffer with(ByteBuffer frame, byte[] receipt) {
    int last = SseEvent.jsonLast(frame);
    int head = last - frame.position();
    byte[] whole = new byte[frame.remaining() + NAME.length + receipt.length];
    frame.duplicate().get(whole, 0, head);
    System.arraycopy(NAME, 0, whole, head, NAME.length);
    System.arraycopy(receipt, 0, whole, head + NAME.length, receipt.length);
    frame
        .duplicate()
        .position(last)
        .get(whole, head + NAME.length + receipt.length, frame.limit() - last);
    return ByteBuffer.wrap(whole);
  }
}
