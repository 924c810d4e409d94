package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesDecoderTest {
  private final List<String> lines = new ArrayList<>();
  private final JsonLinesDecoder decoder = new JsonLinesDecoder(20, lines::add);

  private void feed(String text) {
    decoder.feed(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  @Test
  void lines_anyEnd_areGivenWithoutIt() {
    feed("{\"a\":1}\n{\"b\":2}\r\n\n  \n[]\n");
    assertThat(lines).containsExactly("{\"a\":1}", "{\"b\":2}", "[]");
  }

  @Test
  void line_notEnded_waitsForTheEndOfTheStream() {
    feed("{\"a\":");
    feed("1}");
    assertThat(lines).isEmpty();
    decoder.end();
    decoder.end();
    assertThat(lines).containsExactly("{\"a\":1}");
  }

  @Test
  void stream_cutAtEveryByte_givesTheSame() {
    byte[] bytes = "\uFEFF{\"词\":1}\r\n{\"\uD83D\uDE00\":2}\n".getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      List<String> found = new ArrayList<>();
      JsonLinesDecoder other = new JsonLinesDecoder(100, found::add);
      other.feed(Unpooled.wrappedBuffer(bytes, 0, cut));
      other.feed(Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut));
      other.end();
      assertThat(found).containsExactly("{\"词\":1}", "{\"\uD83D\uDE00\":2}");
    }
  }

  @Test
  void size_atTheLimit_passes_andOneMoreIsRefused() {
    String twenty = "\"012345678901234567\"";
    feed(twenty + "\r\n" + twenty + "\n");
    assertThat(lines).containsExactly(twenty, twenty);
    for (String tooLarge : List.of(twenty + "x\n", twenty + "xy", twenty + "\rx\n")) {
      JsonLinesDecoder other = new JsonLinesDecoder(20, lines::add);
      assertThatThrownBy(() -> other.feed(Unpooled.copiedBuffer(tooLarge, StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              ProviderException.class,
              thrown -> assertThat(thrown.kind()).isEqualTo(FailureKind.MALFORMED_ANSWER))
          .hasMessage("a line of the stream is larger than the limit of 20 bytes");
    }
  }

  @Test
  void close_ignoresTheRest() {
    decoder.close();
    feed("{}\n");
    decoder.end();
    assertThat(lines).isEmpty();
  }
}
