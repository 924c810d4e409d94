package io.colophon.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.server.StreamedCall;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.GenerationServiceGrpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that reads slowly slows the upstream. */
class SlowReaderTest {
  private static final int PIECES = 1000;
  private static final String PIECE = "0123456789abcdef".repeat(256);
  private static final String CONFIG =
      """
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
      """;

  @TempDir Path folder;

  @Test
  void stream_clientDoesNotRead_upstreamIsAskedForNoMoreThanBuffersHold() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway
          .upstream("fake")
          .then(
              Script.start()
                  .accept()
                  .text(Collections.nCopies(PIECES, PIECE).toArray(String[]::new))
                  .finish());

      StreamedCall call =
          StreamedCall.startUnread(
              GenerationServiceGrpc.newStub(gateway.channel()),
              Requests.text("chat", "Hi").build());
      await().atMost(Duration.ofSeconds(60)).until(() -> gateway.provider("fake").events() > 5);

      // 64 KiB of window and 32 KiB of send buffer are 24 pieces of 4 KiB.
      await()
          .during(Duration.ofMillis(200))
          .atMost(Duration.ofSeconds(60))
          .until(() -> gateway.provider("fake").events() < 100);
      call.read(Integer.MAX_VALUE);
      var events = call.awaitEnd();

      assertThat(StreamedCall.textOf(events)).startsWith(PIECE.repeat(PIECES));
      assertThat(gateway.provider("fake").events()).isEqualTo(PIECES + 2);
    }
  }
}
