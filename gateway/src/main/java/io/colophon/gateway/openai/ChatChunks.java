package io.colophon.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.http.ReceiptJson;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;

/** Builds the chunks of one streamed chat completion; what is the same in all is made once. */
final class ChatChunks {
  private static final byte[] AFTER_TEXT =
      "\"},\"logprobs\":null,\"finish_reason\":null}]".getBytes(UTF_8);
  private static final byte[] AFTER_DELTA =
      "},\"logprobs\":null,\"finish_reason\":null}]".getBytes(UTF_8);
  private static final byte[] END = "}\n\n".getBytes(UTF_8);
  private static final byte[] NO_USAGE = ",\"usage\":null".getBytes(UTF_8);
  private static final byte[] NOTHING = {};

  private final byte[] head;
  private final byte[] beforeText;
  private final byte[] beforeEnd;

  /**
   * @param usageAsked whether every chunk has to say that its usage is null
   */
  ChatChunks(String id, long created, String model, boolean usageAsked) {
    String start =
        "data: {\"id\":"
            + quoted(id)
            + ",\"object\":\"chat.completion.chunk\",\"created\":"
            + created
            + ",\"model\":"
            + quoted(model)
            + ",\"choices\":[";
    this.head = start.getBytes(UTF_8);
    this.beforeText = (start + "{\"index\":0,\"delta\":{\"content\":\"").getBytes(UTF_8);
    this.beforeEnd = usageAsked ? NO_USAGE : NOTHING;
  }

  /** Chunks that continue those of another answer: same id, time and model as its frame says. */
  static @Nullable ChatChunks like(ByteBuffer frame) {
    int start = SseEvent.jsonStart(frame);
    if (start < 0) {
      return null;
    }
    byte[] bytes = new byte[frame.limit() - start];
    frame.duplicate().position(start).get(bytes);
    String id = "";
    String model = "";
    long created = 0;
    try (JsonParser json = JsonBytes.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      json.nextToken();
      String name;
      while ((name = json.nextName()) != null) {
        JsonToken value = json.nextToken();
        if (name.equals("id") && value == JsonToken.VALUE_STRING) {
          id = json.getString();
        } else if (name.equals("model") && value == JsonToken.VALUE_STRING) {
          model = json.getString();
        } else if (name.equals("created") && value == JsonToken.VALUE_NUMBER_INT) {
          created = json.getLongValue();
        } else {
          json.skipChildren();
        }
      }
    } catch (JacksonException unreadable) {
      return null;
    }
    return new ChatChunks(id, created, model, false);
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
  }

  /** The first chunk, which only says who speaks. */
  byte[] role() {
    return chunk(
        head,
        "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"".getBytes(UTF_8),
        AFTER_DELTA);
  }

  byte[] text(String text) {
    return chunk(beforeText, JsonStringEncoder.getInstance().quoteAsUTF8(text), AFTER_TEXT);
  }

  /** A whole tool call. */
  byte[] toolCall(int index, GenerationEvent.ToolCall call) {
    String delta =
        "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":"
            + index
            + ",\"id\":"
            + quoted(call.id())
            + ",\"type\":\"function\",\"function\":{\"name\":"
            + quoted(call.name())
            + ",\"arguments\":"
            + quoted(call.argumentsJson())
            + "}}]";
    return chunk(head, delta.getBytes(UTF_8), AFTER_DELTA);
  }

  byte[] finish(FinishReason reason) {
    String end =
        "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\""
            + FinishReasons.chat(reason)
            + "\"}]";
    return chunk(head, end.getBytes(UTF_8), NOTHING);
  }

  /** The last chunk where usage was asked for: usage and receipt. */
  byte[] usage(Receipt receipt) {
    byte[] rest =
        JsonBytes.write(
            json -> {
              json.writeStartObject();
              json.writeName("usage");
              if (UsageJson.isKnown(receipt.usage())) {
                UsageJson.chat(json, receipt.usage());
              } else {
                json.writeNull();
              }
              json.writeName("colophon");
              ReceiptJson.write(json, receipt);
              json.writeEndObject();
            });
    byte[] chunk = new byte[head.length + 2 + rest.length + 1];
    System.arraycopy(head, 0, chunk, 0, head.length);
    chunk[head.length] = ']';
    chunk[head.length + 1] = ',';
    // The object's own braces: the first gives way to the comma, the last closes the chunk.
    System.arraycopy(rest, 1, chunk, head.length + 2, rest.length - 1);
    chunk[chunk.length - 2] = '\n';
    chunk[chunk.length - 1] = '\n';
    return chunk;
  }

  private byte[] chunk(byte[] first, byte[] second, byte[] third) {
    byte[] chunk =
        new byte[first.length + second.length + third.length + beforeEnd.length + END.length];
    int at = put(chunk, 0, first);
    at = put(chunk, at, second);
    at = put(chunk, at, third);
    at = put(chunk, at, beforeEnd);
    put(chunk, at, END);
    return chunk;
  }

  private static int put(byte[] into, int at, byte[] from) {
    System.arraycopy(from, 0, into, at, from.length);
    return at + from.length;
  }
}
