package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Answers as they should not be, and those at the edge of what is allowed. */
class HttpClientAnswersTest extends HttpClientTrial {
  @Test
  void oddAnswers_failWell_andSpoilNothing() {
    assertThat(kind(Answer.of(200).header("content-length", "10").write("12345").close()))
        .isEqualTo(FailureKind.UNREACHABLE);
    assertThat(kind(Answer.of(200).header("transfer-encoding", "chunked").write("zz\r\n")))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind(Answer.raw("nonsense\r\n\r\n").close()))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind(Answer.raw("HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n").close()))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind(Answer.of(200).header("x-bomb", "x".repeat(40_000)).write("1")))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind(Answer.of(200).write("x".repeat((1 << 20) + 1))))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind(Answer.raw("").close())).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(kind(Answer.of(302).header("location", "/good")))
        .as("redirects are not followed")
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void moreThanPromised_isNotTakenForTheNextAnswer() {
    vendor.on(
        "GET",
        "/more",
        Answer.of(200).header("content-length", "2").write("okHTTP/1.1 200 OK\r\n\r\nevil"));
    vendor.on("GET", "/a", Answer.json("1"));
    for (int i = 0; i < 10; i++) {
      assertThat(text("/more")).isEqualTo("ok");
      assertThat(text("/a")).isEqualTo("1");
    }
  }

  @Test
  void provisionalAnswers_arePassedOver() {
    vendor.on(
        "GET",
        "/a",
        Answer.raw(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n"
                + "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
    assertThat(text("/a")).isEqualTo("ok");
  }

  @Test
  void answerWithoutLength_endsWithTheConnection() {
    vendor.on("GET", "/a", Answer.raw("HTTP/1.1 200 OK\r\n\r\nall of it").close());
    assertThat(text("/a")).isEqualTo("all of it");
  }

  @Test
  void largeRequestBody_arrivesWhole() {
    vendor.on("POST", "/up", request -> Answer.json(Integer.toString(request.body().length)));
    ByteBuffer piece = ByteBuffer.wrap(new byte[4 << 20]);
    CollectingSubscriber seen =
        trial.whole(
            out ->
                out.call(
                    HttpCall.post(vendor.uri("/up"))
                        .body("application/octet-stream", piece, piece.duplicate()),
                    100,
                    answer -> {
                      out.emit(new GenerationEvent.TextDelta(answer.text()));
                      out.finish(FinishReason.STOP, Usage.UNREPORTED);
                    }));
    assertThat(seen.text()).isEqualTo(Integer.toString(8 << 20));
  }

  @Test
  void slowCaller_pausesTheUpstream() {
    byte[] much = new byte[32 << 20];
    vendor.on("GET", "/big", Answer.bytes("video/mp4", much));
    Attempt attempt =
        out ->
            out.open(
                HttpCall.get(vendor.uri("/big")),
                new MediaReader(
                    out,
                    0,
                    "video/mp4",
                    1L << 30,
                    words -> {},
                    () -> out.finish(FinishReason.STOP, Usage.UNREPORTED)));
    CollectingSubscriber slow = Trial.subscribe(trial.upstream.generate(Trial.options(), attempt));
    slow.request(1);
    assertThat(slow.awaitEvents(1, Trial.PATIENCE)).isTrue();
    assertThat(trial.whole(attempt).media(0)).hasSize(much.length); // the measure of time
    assertThat(slow.events()).hasSize(1);
    slow.requestAll();
    assertThat(Trial.await(slow).media(0)).hasSize(much.length);
  }

  /** Keeps the reader honest: what is thrown in it ends its stream and nothing else. */
  @Test
  void readerThatThrows_endsItsStreamOnly() {
    vendor.on("GET", "/a", Answer.json("1"));
    HttpReader broken =
        new HttpReader() {
          @Override
          public void head(HttpHead head) {
            throw new IllegalStateException("bug");
          }

          @Override
          public void body(ByteBuf piece) {}

          @Override
          public void end() {}

          @Override
          public void failed(ProviderException failure) {}
        };
    CollectingSubscriber seen =
        trial.whole(out -> out.open(HttpCall.get(vendor.uri("/a")), broken));
    assertThat(Trial.failure(seen).kind()).isEqualTo(FailureKind.INTERNAL);
    assertThat(text("/a")).isEqualTo("1");
  }
}
