package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Wherever a stream is cut, and whatever is in it, the same comes out as of the whole. */
class StreamDecoderFuzzTest {
  private static final int LIMIT = 1 << 20;
  private static final String STREAM =
      "\uFEFF: hello\r\ndata: 你好\r\ndata: \uD83D\uDE00\r\n\r\nevent: 更新\ndata:x\nid: 7\n\n"
          + "retry: 10\rdata: caf\u00e9\r\rdata\n\n\r\ndata: {\"a\":1}\n\ndata: [DONE]\n\n";
  private static final String[] PIECES = {
    "data",
    "event",
    "id",
    "retry",
    ":",
    ": ",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\uFEFF",
    "x",
    "7",
    "data: a\n",
    "data:b\n\n",
    "你",
    "\uD83D\uDE00",
    "\0",
    "{}"
  };

  /** The standard's rules once more, in the simplest way, on the whole text at once. */
  private static List<ServerSentEvent> expected(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<ServerSentEvent> events = new ArrayList<>();
    String[] lines = text.split("\r\n|\r|\n", -1);
    StringBuilder data = new StringBuilder();
    String type = "";
    String id = "";
    // What follows the last line end is no line.
    for (int i = 0; i < lines.length - 1; i++) {
      String line = lines[i];
      if (line.isEmpty()) {
        if (data.length() > 0) {
          events.add(
              new ServerSentEvent(
                  type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1), id));
        }
        data.setLength(0);
        type = "";
        continue;
      }
      int colon = line.indexOf(':');
      String name = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (name) {
        case "data" -> data.append(value).append('\n');
        case "event" -> type = value;
        case "id" -> id = value.indexOf('\0') < 0 ? value : id;
        default -> {}
      }
    }
    return events;
  }

  private static List<ServerSentEvent> decoded(byte[] bytes, int... cuts) {
    ServerSentEventDecoderTest.Heard heard = new ServerSentEventDecoderTest.Heard();
    ServerSentEventDecoder decoder = new ServerSentEventDecoder(LIMIT, heard);
    int at = 0;
    for (int cut : cuts) {
      decoder.feed(Unpooled.wrappedBuffer(bytes, at, cut - at));
      at = cut;
    }
    decoder.feed(Unpooled.wrappedBuffer(bytes, at, bytes.length - at));
    return heard.events;
  }

  @Test
  void events_cutAtEveryByte_areTheSame() {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    List<ServerSentEvent> whole = decoded(bytes);
    assertThat(whole)
        .containsExactly(
            new ServerSentEvent("message", "你好\n\uD83D\uDE00", ""),
            new ServerSentEvent("更新", "x", "7"),
            new ServerSentEvent("message", "caf\u00e9", "7"),
            new ServerSentEvent("message", "", "7"),
            new ServerSentEvent("message", "{\"a\":1}", "7"),
            new ServerSentEvent("message", "[DONE]", "7"));
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        assertThat(decoded(bytes, first, second)).isEqualTo(whole);
      }
    }
  }

  @Test
  void events_byteByByte_areTheSame() {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    int[] everywhere = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      everywhere[i] = i;
    }
    assertThat(decoded(bytes, everywhere)).isEqualTo(decoded(bytes));
  }

  @Test
  void events_randomStreamsRandomlyCut_areThoseOfTheStandard() {
    SplittableRandom random = new SplittableRandom(20261122);
    int found = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = stream(random);
      int first = random.nextInt(bytes.length + 1);
      int second = first + random.nextInt(bytes.length - first + 1);
      List<ServerSentEvent> expected = expected(bytes);
      found += expected.size();
      assertThat(decoded(bytes, first, second)).as("round %s", round).isEqualTo(expected);
    }
    assertThat(found).as("events in all streams").isGreaterThan(10_000);
  }

  private static byte[] stream(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(3) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  @Test
  void lines_randomStreamsRandomlyCut_areThoseOfTheWholeText() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = stream(random);
      String text = new String(bytes, StandardCharsets.UTF_8);
      text = text.startsWith("\uFEFF") ? text.substring(1) : text;
      List<String> expected = new ArrayList<>();
      for (String line : text.split("\n", -1)) {
        String whole = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (!whole.isBlank()) {
          expected.add(whole);
        }
      }
      int cut = random.nextInt(bytes.length + 1);
      List<String> lines = new ArrayList<>();
      JsonLinesDecoder decoder = new JsonLinesDecoder(LIMIT, lines::add);
      decoder.feed(Unpooled.wrappedBuffer(bytes, 0, cut));
      decoder.feed(Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut));
      decoder.end();
      assertThat(lines).as("round %s", round).isEqualTo(expected);
    }
  }
}
