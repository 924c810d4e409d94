package io.colophon.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.colophon.v1.ExportUsageRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationMetadata;
import io.colophon.v1.UsageEntry;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL in the middle: the records are whole, and say what happened. */
@Timeout(300)
class KillIT {
  /** As many as the gateway runs at a time; the next one waits. */
  private static final int RUNNING_JOBS = 8;

  @TempDir Path folder;

  @Test
  void kill_duringGenerations_leavesRecordsThatSayWhatHappened() throws Exception {
    Path data = folder.resolve("data");
    String streamed;
    List<String> cut = new ArrayList<>();
    String waiting;
    try (ColophonProcess server = ColophonProcess.serve(folder, data);
        Doors doors = server.connect()) {
      Iterator<GenerationEvent> stream =
          doors.generations().streamGenerate(Requests.endlessVideo());
      streamed = stream.next().getStarted().getRequestId();
      for (int i = 0; i < RUNNING_JOBS; i++) {
        cut.add(doors.generations().startGeneration(Requests.endlessVideo()).getName());
      }
      for (String name : cut) {
        await()
            .atMost(java.time.Duration.ofSeconds(60))
            .until(() -> state(doors, name) == GenerationMetadata.State.STATE_RUNNING);
      }
      waiting = doors.generations().startGeneration(Requests.image("image/png")).getName();
      assertThat(state(doors, waiting)).isEqualTo(GenerationMetadata.State.STATE_ACCEPTED);

      await()
          .atMost(java.time.Duration.ofSeconds(60))
          .until(() -> OpenedEntries.onDisk(data) == 1 + RUNNING_JOBS);

      server.kill();

      assertThatThrownBy(() -> stream.forEachRemaining(event -> {}))
          .isInstanceOf(StatusRuntimeException.class);
    }

    try (ColophonProcess again = ColophonProcess.serve(folder, data);
        Doors doors = again.connect()) {
      assertThat(entry(doors, streamed).getEndState()).isEqualTo("interrupted");
      for (String name : cut) {
        Operation operation = operation(doors, name);
        assertThat(operation.getDone()).isTrue();
        assertThat(reason(operation)).isEqualTo("INTERRUPTED");
        assertThat(state(doors, name)).isEqualTo(GenerationMetadata.State.STATE_FAILED);
      }
      assertThat(entry(doors, requestId(doors, cut.get(0))).getEndState()).isEqualTo("interrupted");

      Operation late = ended(doors, waiting);
      assertThat(late.hasResponse()).as("%s", late).isTrue();
      assertThat(late.getResponse().unpack(GenerateResponse.class).getOutputsCount()).isOne();

      GenerateResponse fresh = doors.generations().generate(Requests.text(16));
      // Of what was cut nothing had left: the late picture is record 0.
      assertThat(fresh.getReceipt().getOutputs(0).getLogIndex()).isEqualTo(1);
      assertThat(entry(doors, fresh.getRequestId()).getEndState()).isEqualTo("completed");
    }

    try (ColophonProcess check =
        ColophonProcess.run(folder, "audit", "check", "--data", data.toString())) {
      assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    }
  }

  private static Operation operation(Doors doors, String name) {
    return doors.operations().getOperation(GetOperationRequest.newBuilder().setName(name).build());
  }

  private static Operation ended(Doors doors, String name) {
    return doors
        .operations()
        .waitOperation(
            WaitOperationRequest.newBuilder()
                .setName(name)
                .setTimeout(Duration.newBuilder().setSeconds(60))
                .build());
  }

  private static GenerationMetadata.State state(Doors doors, String name)
      throws InvalidProtocolBufferException {
    return operation(doors, name).getMetadata().unpack(GenerationMetadata.class).getState();
  }

  private static String requestId(Doors doors, String name) throws InvalidProtocolBufferException {
    return operation(doors, name).getMetadata().unpack(GenerationMetadata.class).getRequestId();
  }

  private static String reason(Operation operation) throws InvalidProtocolBufferException {
    return operation.getError().getDetails(0).unpack(ErrorInfo.class).getReason();
  }

  private static UsageEntry entry(Doors doors, String requestId) {
    List<UsageEntry> entries = new ArrayList<>();
    doors
        .usage()
        .exportUsage(ExportUsageRequest.getDefaultInstance())
        .forEachRemaining(entries::add);
    List<UsageEntry> found =
        entries.stream().filter(entry -> entry.getRequestId().equals(requestId)).toList();
    assertThat(found).as("entries of %s", requestId).hasSize(1);
    return found.get(0);
  }
}
