package io.colophon.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.server.DataDirectory;
import io.colophon.metering.ledger.Ledger;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.ListModelsRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM cuts nothing that is under way. */
@Timeout(300)
class DrainIT {
  private static final String PATIENT = "version: 1\nserver: { drain-timeout: 4m }\n";

  @TempDir Path folder;

  @Test
  void terminate_duringStream_letsItEndAndTakesNoMore() throws Exception {
    Path data = folder.resolve("data");
    Path config = Files.writeString(folder.resolve("colophon.yaml"), PATIENT);
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    try (ColophonProcess server = ColophonProcess.serve(folder, data, config, plugins);
        Doors caller = server.connect();
        Doors late = server.connect()) {
      late.models().listModels(ListModelsRequest.getDefaultInstance());
      Iterator<GenerationEvent> events =
          caller
              .generations()
              .withDeadlineAfter(150, TimeUnit.SECONDS)
              .streamGenerate(Requests.video("video/mp4", 6, 640, 360));
      assertThat(events.next().hasStarted()).isTrue();
      assertThat(events.next().hasProgress()).isTrue();

      server.terminate();

      await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> refuses(server, late));
      // All this happened before the stream was at its end.
      assertThat(server.err()).contains("stopping").doesNotContain("stopped");

      GenerationEvent last = GenerationEvent.getDefaultInstance();
      int bytes = 0;
      while (events.hasNext()) {
        last = events.next();
        bytes += last.getMediaChunk().getData().size();
      }
      assertThat(last.hasFinished()).isTrue();
      assertThat(last.getFinished().getReceipt().getOutputs(0).getSizeBytes()).isEqualTo(bytes);
      assertThat(server.exitCode()).isZero();
      assertThat(server.err()).contains("stopped");
    }
    assertNothingWasCut(data);
  }

  private static void assertNothingWasCut(Path data) throws IOException {
    try (Ledger ledger = Ledger.open(new DataDirectory(data).ledger(), Clock.systemUTC())) {
      assertThat(ledger.recovery().interrupted()).isEmpty();
      assertThat(ledger.openGenerations()).isZero();
      assertThat(ledger.size()).isPositive();
    }
  }

  /** On a connection that stands and on a fresh one. */
  private static void refuses(ColophonProcess server, Doors standing) throws Exception {
    assertThat(codeOfCall(standing)).isEqualTo(Status.Code.UNAVAILABLE);
    try (Doors fresh = server.connect()) {
      assertThat(codeOfCall(fresh)).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  private static Status.Code codeOfCall(Doors doors) {
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> doors.generations().generate(Requests.text(8)));
    return refused == null ? Status.Code.OK : refused.getStatus().getCode();
  }
}
