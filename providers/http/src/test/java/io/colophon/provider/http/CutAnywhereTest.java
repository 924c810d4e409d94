package io.colophon.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Wherever a stream is cut, the same comes out as of the whole. */
class CutAnywhereTest {
  private static final int LIMIT = 1 << 16;

  /** Feeds every pair of cuts, and every byte alone. */
  private static void eachCut(byte[] bytes, Consumer<List<ByteBuf>> run) {
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second += 1 + (second - first) / 8) {
        run.accept(
            List.of(
                Unpooled.wrappedBuffer(bytes, 0, first),
                Unpooled.wrappedBuffer(bytes, first, second - first),
                Unpooled.wrappedBuffer(bytes, second, bytes.length - second)));
      }
    }
    List<ByteBuf> single = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      single.add(Unpooled.wrappedBuffer(bytes, i, 1));
    }
    run.accept(single);
  }

  private static String text(ByteBuffer bytes) {
    return UTF_8.decode(bytes.duplicate()).toString();
  }

  // ---- SseFrames

  @Test
  void frames_cutAnywhere_areTheStreamAndItsEvents() {
    String stream =
        "\uFEFF: hello\r\n\r\ndata: 你好\r\ndata:  x\r\n\r\nevent: 更新\nid: 7\ndata:{}\n\n"
            + "event: ping\rdata\r\r\n\ndata: [DONE]\n";
    byte[] bytes = stream.getBytes(UTF_8);
    eachCut(
        bytes,
        pieces -> {
          List<String> data = new ArrayList<>();
          ByteArrayOutputStream raw = new ByteArrayOutputStream();
          SseFrames frames =
              new SseFrames(
                  LIMIT,
                  frame -> {
                    byte[] copy = new byte[frame.bytes().remaining()];
                    frame.bytes().get(copy);
                    raw.writeBytes(copy);
                    if (frame.hasData()) {
                      data.add(frame.type() + "|" + text(frame.data()) + "|" + frame.isWhole());
                    }
                  });
          pieces.forEach(frames::feed);
          frames.end();
          assertThat(raw.toByteArray()).isEqualTo(bytes);
          assertThat(data)
              .containsExactly(
                  "message|你好\n x|true", "更新|{}|true", "ping||true", "message|[DONE]|false");
        });
  }

  @Test
  void frames_randomStreams_haveTheEventsOfTheOtherDecoder() {
    String[] parts = {
      "data",
      "data: a\n",
      "event: b\n",
      ":",
      "\n",
      "\r",
      "\r\n",
      "\n\n",
      "\uFEFF",
      "x",
      " ",
      "你",
      "id"
    };
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 10_000; round++) {
      StringBuilder made = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        made.append(parts[random.nextInt(parts.length)]);
      }
      byte[] bytes = made.toString().getBytes(UTF_8);
      List<String> expected = new ArrayList<>();
      ServerSentEventDecoder other =
          new ServerSentEventDecoder(
              LIMIT, event -> expected.add(event.type() + "|" + event.data()));
      other.feed(Unpooled.wrappedBuffer(bytes));
      List<String> found = new ArrayList<>();
      SseFrames frames =
          new SseFrames(
              LIMIT,
              frame -> {
                if (frame.hasData() && frame.isWhole()) {
                  found.add(frame.type() + "|" + text(frame.data()));
                }
              });
      int cut = random.nextInt(bytes.length + 1);
      frames.feed(Unpooled.wrappedBuffer(bytes, 0, cut));
      frames.feed(Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut));
      frames.end();
      assertThat(found).as("round %s: %s", round, made).isEqualTo(expected);
    }
  }

  @Test
  void frames_keptByTheReceiver_stayAsTheyWere() {
    List<SseFrame> kept = new ArrayList<>();
    SseFrames frames = new SseFrames(LIMIT, kept::add);
    for (int i = 0; i < 100; i++) {
      frames.feed(Unpooled.wrappedBuffer(("data: " + i).getBytes(UTF_8)));
      frames.feed(Unpooled.wrappedBuffer("\n\nda".getBytes(UTF_8)));
      frames.feed(Unpooled.wrappedBuffer("ta: again\n\n".getBytes(UTF_8)));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(text(kept.get(2 * i).bytes())).isEqualTo("data: " + i + "\n\n");
      assertThat(text(kept.get(2 * i + 1).bytes())).isEqualTo("data: again\n\n");
    }
  }

  @Test
  void frames_eventOverLimit_isMalformed() {
    SseFrames frames = new SseFrames(16, frame -> {});
    frames.feed(Unpooled.wrappedBuffer("data: 12345678\n\n".getBytes(UTF_8)));
    assertThatThrownBy(
            () -> frames.feed(Unpooled.wrappedBuffer("data: 1234567890123".getBytes(UTF_8))))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("limit of 16 bytes");
  }

  // ---- JsonArrayDecoder

  @Test
  void array_cutAnywhere_givesTheSameElements() {
    String array =
        "\uFEFF [{\"a\":\"]},{\\\"\"} ,\r\n[1,[2]], 12 ,null,\"x,\\\\\",{\"你\":[{}]}\n,true]\n ";
    eachCut(
        array.getBytes(UTF_8),
        pieces -> {
          List<String> found = new ArrayList<>();
          JsonArrayDecoder decoder =
              new JsonArrayDecoder(LIMIT, one -> found.add(new String(one, UTF_8).strip()));
          pieces.forEach(decoder::feed);
          assertThat(decoder.isWhole()).isTrue();
          assertThat(found)
              .containsExactly(
                  "{\"a\":\"]},{\\\"\"}",
                  "[1,[2]]",
                  "12",
                  "null",
                  "\"x,\\\\\"",
                  "{\"你\":[{}]}",
                  "true");
        });
  }

  @Test
  void array_notOne_isMalformed() {
    for (String text : List.of("{}", "[1 2,,3]", "[,1]", "[{} {}]", "[1]x", "\"[1]\"")) {
      assertThatThrownBy(
              () ->
                  new JsonArrayDecoder(LIMIT, one -> {})
                      .feed(Unpooled.wrappedBuffer(text.getBytes(UTF_8))))
          .as(text)
          .isInstanceOf(ProviderException.class);
    }
    assertThatThrownBy(
            () ->
                new JsonArrayDecoder(4, one -> {})
                    .feed(Unpooled.wrappedBuffer("[\"abcdef\"]".getBytes(UTF_8))))
        .hasMessageContaining("limit of 4 bytes");
  }

  // ---- AwsEventStreamDecoder

  static byte[] message(String name, String value, byte[] payload) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    int headers = 1 + name.length() + 1 + 2 + value.length();
    out.writeInt(16 + headers + payload.length);
    out.writeInt(headers);
    out.writeInt(sum(bytes.toByteArray()));
    out.writeByte(name.length());
    out.writeBytes(name);
    out.writeByte(7);
    out.writeShort(value.length());
    out.writeBytes(value);
    out.write(payload);
    out.writeInt(sum(bytes.toByteArray()));
    return bytes.toByteArray();
  }

  private static int sum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Test
  void aws_cutAnywhere_givesTheSameMessages() throws IOException {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.writeBytes(message(":event-type", "chunk", "{\"x\":1}".getBytes(UTF_8)));
    two.writeBytes(message(":exception-type", "throttled", new byte[0]));
    eachCut(
        two.toByteArray(),
        pieces -> {
          List<AwsEvent> found = new ArrayList<>();
          AwsEventStreamDecoder decoder = new AwsEventStreamDecoder(LIMIT, found::add);
          pieces.forEach(decoder::feed);
          assertThat(decoder.isBetweenMessages()).isTrue();
          assertThat(found).hasSize(2);
          assertThat(found.get(0).header(":event-type")).isEqualTo("chunk");
          assertThat(found.get(0).text()).isEqualTo("{\"x\":1}");
          assertThat(found.get(1).header(":exception-type")).isEqualTo("throttled");
          assertThat(found.get(1).payload()).isEmpty();
        });
  }

  @Test
  void aws_anyByteChanged_isMalformedOrIncomplete() throws IOException {
    byte[] good = message(":event-type", "chunk", "{\"x\":1}".getBytes(UTF_8));
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 0x40;
      List<AwsEvent> found = new ArrayList<>();
      AwsEventStreamDecoder decoder = new AwsEventStreamDecoder(LIMIT, found::add);
      assertThatThrownBy(() -> decoder.feed(Unpooled.wrappedBuffer(bad)))
          .as("byte %s", i)
          .isInstanceOf(ProviderException.class);
      assertThat(found).isEmpty();
    }
  }

  /** The empty message of AWS's own test vectors. */
  @Test
  void aws_emptyMessage_ofTheVendorsTestVectors_isRead() {
    byte[] empty = Base64.getDecoder().decode("AAAAEAAAAAAFwkjrfZjI/w==");
    List<AwsEvent> found = new ArrayList<>();
    new AwsEventStreamDecoder(LIMIT, found::add).feed(Unpooled.wrappedBuffer(empty));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).headers()).isEmpty();
  }
}
