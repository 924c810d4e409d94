package io.colophon.gateway.anthropic;

import io.colophon.gateway.http.JsonBytes;
import java.nio.ByteBuffer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * What a relayed event does to the blocks of a message.
 *
 * @param type {@code content_block_start} and the like; empty for an event without data
 * @param index of the block; -1 where it names none
 * @param blockType of a block that begins, for instance {@code text}; empty otherwise
 */
record RelayedEvent(String type, int index, String blockType) {
  private static final RelayedEvent NONE = new RelayedEvent("", -1, "");

  /** Reads the data of an event, which is on one line. */
  static RelayedEvent read(ByteBuffer frame) {
    int from = frame.position();
    while (from < frame.limit() && frame.get(from) != '{') {
      from++;
    }
    if (from == frame.limit()) {
      return NONE;
    }
    byte[] data = new byte[frame.limit() - from];
    frame.duplicate().position(from).get(data);
    try (JsonParser in = JsonBytes.FACTORY.createParser(ObjectReadContext.empty(), data)) {
      in.nextToken();
      return fields(in);
    } catch (JacksonException malformed) {
      return NONE;
    }
  }

  private static RelayedEvent fields(JsonParser in) {
    String type = "";
    int index = -1;
    String blockType = "";
    String name;
    while ((name = in.nextName()) != null) {
      JsonToken value = in.nextToken();
      if (value == JsonToken.VALUE_STRING && name.equals("type")) {
        type = in.getString();
      } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("index")) {
        index = in.getIntValue();
      } else if (value == JsonToken.START_OBJECT && name.equals("content_block")) {
        blockType = blockType(in);
      } else {
        in.skipChildren();
      }
    }
    return new RelayedEvent(type, index, blockType);
  }

  private static String blockType(JsonParser in) {
    String type = "";
    String name;
    while ((name = in.nextName()) != null) {
      if (in.nextToken() == JsonToken.VALUE_STRING && name.equals("type")) {
        type = in.getString();
      } else {
        in.skipChildren();
      }
    }
    return type;
  }
}
