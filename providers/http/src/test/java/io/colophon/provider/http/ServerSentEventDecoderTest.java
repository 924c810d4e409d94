package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerSentEventDecoderTest {
  private static final int LIMIT = 10_000;

  /** Keeps what a decoder says. */
  static final class Heard implements ServerSentEventDecoder.Listener {
    final List<ServerSentEvent> events = new ArrayList<>();
    final List<Duration> retries = new ArrayList<>();

    @Override
    public void onEvent(ServerSentEvent event) {
      events.add(event);
    }

    @Override
    public void onRetry(Duration wait) {
      retries.add(wait);
    }
  }

  private final Heard heard = new Heard();
  private final ServerSentEventDecoder decoder = new ServerSentEventDecoder(LIMIT, heard);

  private void feed(String text) {
    decoder.feed(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  private static ServerSentEvent unnamed(String data) {
    return new ServerSentEvent("message", data, "");
  }

  @Test
  void data_severalLines_areJoinedByLineFeeds() {
    feed("data: YHOO\ndata: +2\ndata: 10\n\n");
    assertThat(heard.events).containsExactly(unnamed("YHOO\n+2\n10"));
  }

  @Test
  void id_persistsUntilAnotherOrAnEmptyOneComes() {
    feed(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third\n\n");
    assertThat(heard.events)
        .containsExactly(
            new ServerSentEvent("message", "first event", "1"),
            unnamed("second event"),
            unnamed(" third"));
  }

  @Test
  void id_givenWithoutData_isRemembered() {
    feed("id: 7\n\ndata: a\n\nid: x\0y\ndata: b\n\n");
    assertThat(heard.events)
        .containsExactly(
            new ServerSentEvent("message", "a", "7"), new ServerSentEvent("message", "b", "7"));
  }

  @Test
  void data_withoutValue_countsAsAnEmptyLine() {
    feed("data\n\ndata\ndata\n\ndata:");
    assertThat(heard.events).containsExactly(unnamed(""), unnamed("\n"));
    assertThat(decoder.end()).as("an unfinished event was thrown away").isTrue();
  }

  @Test
  void value_oneSpaceAfterTheColon_isDropped() {
    feed("data:test\n\ndata: test\n\ndata:\ttest\n\n");
    assertThat(heard.events).containsExactly(unnamed("test"), unnamed("test"), unnamed("\ttest"));
  }

  @Test
  void event_named_givesTypeForOneEventOnly() {
    feed("event: add\ndata: 1\n\ndata: 2\n\nevent: gone\n\ndata: 3\n\n");
    assertThat(heard.events)
        .containsExactly(new ServerSentEvent("add", "1", ""), unnamed("2"), unnamed("3"));
  }

  @Test
  void field_unknownOrInWrongCase_isIgnored() {
    feed("Data: x\nevents: y\n data: z\nfoo\ndata: 1\n\n");
    assertThat(heard.events).containsExactly(unnamed("1"));
  }

  @Test
  void lineEnd_anyOfThree_isTheSame() {
    feed("data: a\r\n\r\ndata: b\r\rdata: c\n\ndata: d\r\n\ndata: e\n\r\n");
    assertThat(heard.events)
        .containsExactly(unnamed("a"), unnamed("b"), unnamed("c"), unnamed("d"), unnamed("e"));
  }

  @Test
  void lineEnd_carriageReturn_isNotWaitedBehind() {
    feed("data: a\r\r");
    assertThat(heard.events).containsExactly(unnamed("a"));
    feed("\ndata: b\n\n");
    assertThat(heard.events).containsExactly(unnamed("a"), unnamed("b"));
  }

  @Test
  void byteOrderMark_atTheStartOnly_isDropped() {
    feed("\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: \uFEFFc\n\n");
    assertThat(heard.events).containsExactly(unnamed("a"), unnamed("\uFEFFc"));
  }

  @Test
  void retry_digitsOnly_isGiven() {
    feed("retry: 3000\nretry: 3s\nretry:\nretry: -1\nretry: 99999999999999999999\nretry: 0\n");
    assertThat(heard.retries).containsExactly(Duration.ofSeconds(3), Duration.ZERO);
  }

  @Test
  void malformedUtf8_becomesTheReplacementCharacter() {
    decoder.feed(Unpooled.wrappedBuffer(new byte[] {'d', 'a', 't', 'a', ':', (byte) 0xe4, 'x'}));
    feed("\n\n");
    assertThat(heard.events).containsExactly(unnamed("\uFFFDx"));
  }

  @Test
  void end_afterWholeEventsAndComments_nothingIsCutOff() {
    feed("data: a\n\n: keep-alive\n");
    assertThat(decoder.end()).isFalse();
    feed("data: late\n\n");
    assertThat(heard.events).containsExactly(unnamed("a"));
  }

  @Test
  void end_withinALine_isCutOff() {
    feed("data: a\n\ndat");
    assertThat(decoder.end()).isTrue();
  }

  @Test
  void close_withinACallback_givesNoMore() {
    List<String> seen = new ArrayList<>();
    ServerSentEventDecoder[] self = new ServerSentEventDecoder[1];
    self[0] =
        new ServerSentEventDecoder(
            LIMIT,
            event -> {
              seen.add(event.data());
              self[0].close();
            });
    ByteBuf two = Unpooled.copiedBuffer("data: 1\n\ndata: 2\n\n", StandardCharsets.UTF_8);
    self[0].feed(two);
    assertThat(seen).containsExactly("1");
    assertThat(two.isReadable()).isFalse();
    assertThat(two.refCnt()).as("left to the caller").isEqualTo(1);
  }

  @Test
  void size_upToTheLimit_passes_andOneMoreIsRefused() {
    ServerSentEventDecoder small = new ServerSentEventDecoder(10, heard);
    small.feed(Unpooled.copiedBuffer("data:12345\n\n", StandardCharsets.UTF_8));
    assertThat(heard.events).containsExactly(unnamed("12345"));
    for (String tooLarge : List.of("data:123456\n\n", ":0123456789", "data:1\ndata:2345\n\n")) {
      ServerSentEventDecoder other = new ServerSentEventDecoder(10, heard);
      assertThatThrownBy(() -> other.feed(Unpooled.copiedBuffer(tooLarge, StandardCharsets.UTF_8)))
          .as(tooLarge)
          .isInstanceOfSatisfying(
              ProviderException.class,
              thrown -> assertThat(thrown.kind()).isEqualTo(FailureKind.MALFORMED_ANSWER))
          .hasMessage("an event of the stream is larger than the limit of 10 bytes");
    }
    assertThat(heard.events).hasSize(1);
  }

  @Test
  void size_manySmallChunksWithoutEnd_areStoppedAtTheLimit() {
    ServerSentEventDecoder small = new ServerSentEventDecoder(100, heard);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 101; i++) {
                small.feed(Unpooled.wrappedBuffer(new byte[] {'x'}));
              }
            })
        .isInstanceOf(ProviderException.class);
  }

  @Test
  void limit_ofZero_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServerSentEventDecoder(0, heard))
        .withMessage("an event limit of 0 bytes, expected at least 1");
  }
}
