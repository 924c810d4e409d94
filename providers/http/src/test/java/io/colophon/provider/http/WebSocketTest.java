package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.SocketScript;
import io.colophon.provider.testkit.http.SocketSession;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {
  private final HttpDouble vendor = HttpDouble.start();
  private Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
    vendor.close();
  }

  /** Says hello, puts out every text, ends well when the upstream says 1000. */
  private final class Talk implements Attempt, WebSocketReader {
    private Output to;

    @Override
    public void begin(Output out) {
      to = out;
      out.webSocket(
          HttpCall.get(vendor.socketUri("/talk")).header("authorization", "Bearer k"), 1000, this);
    }

    @Override
    public void opened(WebSocket socket) {
      socket.text("hello");
      socket.binary(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Override
    public void text(String text) {
      to.emit(new GenerationEvent.TextDelta(text));
    }

    @Override
    public void binary(ByteBuf bytes) {
      to.emit(new GenerationEvent.TextDelta("<" + bytes.readableBytes() + ">"));
    }

    @Override
    public void closed(int code, String reason) {
      if (code == 1000) {
        to.finish(FinishReason.STOP, Usage.UNREPORTED);
      } else {
        to.fail(FailureKind.OVERLOADED, code + " " + reason);
      }
    }
  }

  private CollectingSubscriber talk(SocketScript script) {
    vendor.onSocket("/talk", script);
    return trial.whole(new Talk());
  }

  @Test
  void talk_bothWays_isHeard() {
    CollectingSubscriber seen =
        talk(
            (handshake, session) -> {
              session.text(handshake.header("authorization") + "|" + next(session).text() + "|你好");
              session.binary(next(session).payload());
              session.close(1000, "");
              next(session);
            });
    assertThat(seen.failure()).isEmpty();
    assertThat(seen.text()).isEqualTo("Bearer k|hello|你好<3>");
  }

  private static SocketSession.Frame next(SocketSession session) throws java.io.IOException {
    return Objects.requireNonNull(session.receive(), "the other side has gone");
  }

  @Test
  void fragments_arePutTogether() {
    byte[] words = "你好".getBytes(StandardCharsets.UTF_8);
    CollectingSubscriber seen =
        talk(
            (handshake, session) -> {
              session.frame(false, SocketSession.TEXT, java.util.Arrays.copyOf(words, 2));
              session.ping(new byte[] {7});
              session.frame(true, 0, java.util.Arrays.copyOfRange(words, 2, words.length));
              next(session);
              next(session);
              SocketSession.Frame pong = next(session);
              session.text("|" + pong.opcode() + "|" + pong.payload()[0]);
              session.close(1000, "");
            });
    assertThat(seen.text()).isEqualTo("你好|10|7");
  }

  @Test
  void closeCode_isHandedOn() {
    CollectingSubscriber seen =
        talk(
            (handshake, session) -> {
              next(session);
              next(session); // what is not read when the connection ends would reset it
              session.close(1013, "try later");
            });
    assertThat(Trial.failure(seen)).hasMessage("1013 try later");
  }

  @Test
  void cutWithoutClose_isUnreachable() {
    CollectingSubscriber seen =
        talk(
            (handshake, session) -> {
              next(session);
              next(session);
              session.text("half");
            });
    assertThat(seen.text()).isEqualTo("half");
    assertThat(Trial.failure(seen).kind()).isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void garbageTooLargeAndBadUtf8_areMalformed() {
    assertThat(
            heardKind((handshake, session) -> session.raw(new byte[] {(byte) 0xff, 0x01, 0x02}, 3)))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(heardKind((handshake, session) -> session.text("x".repeat(1001))))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(
            heardKind(
                (handshake, session) -> {
                  for (int i = 0; i < 11; i++) {
                    session.frame(false, i == 0 ? SocketSession.TEXT : 0, new byte[100]);
                  }
                }))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(
            heardKind(
                (handshake, session) ->
                    session.frame(true, SocketSession.TEXT, new byte[] {(byte) 0xc3, 0x28})))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  /** What has not been read when a connection is closed would reset it, and lose the answer. */
  private FailureKind heardKind(SocketScript script) {
    return kind(
        (handshake, session) -> {
          next(session);
          next(session);
          script.run(handshake, session);
        });
  }

  private FailureKind kind(SocketScript script) {
    return Trial.failure(talk(script)).kind();
  }

  @Test
  void handshakeRefused_isReadByTheFailureReader() {
    vendor.on("GET", "/talk", Answer.json(401, "{\"message\":\"bad signature\"}"));
    ProviderException failure = Trial.failure(trial.whole(new Talk()));
    assertThat(failure.kind()).isEqualTo(FailureKind.CREDENTIAL_REJECTED);
    assertThat(failure).hasMessageContaining("bad signature");
  }

  @Test
  void handshakeWrong_isMalformed() {
    vendor.on(
        "GET",
        "/talk",
        Answer.raw(
            "HTTP/1.1 101 x\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
                + "sec-websocket-accept: AAAA\r\n\r\n"));
    assertThat(Trial.failure(trial.whole(new Talk())).kind())
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void silence_isTimedOut() {
    assertThat(kind((handshake, session) -> next(session))).isEqualTo(FailureKind.UNREACHABLE);
    trial.close();
    trial = new Trial(ConnectionConfig.DEFAULTS, Trial.timeouts(60_000, 100, 100, 60_000));
    assertThat(
            kind(
                (handshake, session) -> {
                  session.text("one");
                  while (session.receive() != null) {
                    Thread.onSpinWait();
                  }
                }))
        .isEqualTo(FailureKind.TIMED_OUT);
  }

  @Test
  void cancel_closesTheConnection() throws InterruptedException {
    CountDownLatch gone = new CountDownLatch(1);
    vendor.onSocket(
        "/talk",
        (handshake, session) -> {
          session.text("one");
          while (session.receive() != null) {
            Thread.onSpinWait();
          }
          gone.countDown();
        });
    CollectingSubscriber seen = trial.run(new Talk());
    assertThat(seen.awaitEvents(1, Trial.PATIENCE)).isTrue();
    seen.cancel();
    assertThat(gone.await(Trial.PATIENCE.toSeconds() / 2, TimeUnit.SECONDS))
        .as("before any limit of time would cut it")
        .isTrue();
  }

  @Test
  void slowCaller_pausesTheUpstream() {
    List<AtomicInteger> said = new CopyOnWriteArrayList<>();
    vendor.onSocket(
        "/talk",
        (handshake, session) -> {
          AtomicInteger mine = new AtomicInteger();
          said.add(mine);
          for (int i = 0; i < 20_000; i++) {
            session.text("x".repeat(1000));
            mine.incrementAndGet();
          }
          session.close(1000, "");
          next(session);
        });
    CollectingSubscriber seen =
        Trial.subscribe(trial.upstream.generate(Trial.options(), new Talk()));
    seen.request(1);
    assertThat(seen.awaitEvents(1, Trial.PATIENCE)).isTrue();
    // Another one, read to its end, is the measure of time.
    assertThat(trial.whole(new Talk()).text()).hasSize(20_000_000);
    assertThat(said.get(0).get()).isLessThan(15_000);
    seen.cancel();
  }
}
