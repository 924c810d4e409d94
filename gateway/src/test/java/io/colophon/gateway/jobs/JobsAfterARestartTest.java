package io.colophon.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsGrpc;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.Duration;
import com.google.rpc.ErrorInfo;
import io.colophon.gateway.server.DataDirectory;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.v1.GenerateResponse;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of jobs when the server is started again on its data. */
class JobsAfterARestartTest {
  private static final String CONFIG =
      """
      providers:
        memory: { type: in-memory }
      routes:
        - match: { model: draw, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
      """;

  @TempDir Path folder;

  @Test
  void get_jobThatEndedBefore_stillHasItsFile() throws Exception {
    Operation ended = runJob();

    Operation again = afterRestart(ended.getName());

    assertThat(again.getDone()).isTrue();
    assertThat(again.getResponse().unpack(GenerateResponse.class))
        .isEqualTo(ended.getResponse().unpack(GenerateResponse.class));
  }

  @Test
  void get_jobThatRanWhenTheServerDied_isInterrupted() throws Exception {
    String name = runJob().getName();
    setState("RUNNING");

    Operation after = afterRestart(name);

    assertThat(after.getDone()).isTrue();
    assertThat(after.getError().getCode()).isEqualTo(Status.Code.ABORTED.value());
    assertThat(after.getError().getDetails(0).unpack(ErrorInfo.class).getReason())
        .isEqualTo("INTERRUPTED");
  }

  @Test
  void get_jobThatHadNotBegunWhenTheServerDied_isRun() throws Exception {
    String name = runJob().getName();
    setState("ACCEPTED");
    forgetLedger();

    Operation after = afterRestart(name);

    assertThat(after.getDone()).isTrue();
    assertThat(after.hasError()).as("%s", after.getError()).isFalse();
    assertThat(
            after.getResponse().unpack(GenerateResponse.class).getOutputs(0).getMedia().getData())
        .isNotEmpty();
  }

  private Operation runJob() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      Operation accepted =
          gateway.generation().startGeneration(Requests.image("draw", 96, 96).build());
      Operation ended = await(gateway, accepted.getName());
      assertThat(ended.getDone()).isTrue();
      return ended;
    }
  }

  private Operation afterRestart(String name) throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      await(gateway, name);
      return OperationsGrpc.newBlockingStub(gateway.channel())
          .getOperation(GetOperationRequest.newBuilder().setName(name).build());
    }
  }

  private static Operation await(RunningGateway gateway, String name) {
    return OperationsGrpc.newBlockingStub(gateway.channel())
        .waitOperation(
            WaitOperationRequest.newBuilder()
                .setName(name)
                .setTimeout(Duration.newBuilder().setSeconds(60))
                .build());
  }

  /** It had not begun, so the ledger knows nothing of it. */
  private void forgetLedger() throws IOException {
    Path ledger = new DataDirectory(RunningGateway.data(folder)).ledger();
    try (Stream<Path> files = Files.walk(ledger)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Leaves the one job as a process that died would have left it. */
  private void setState(String state) throws SQLException {
    Path database = RunningGateway.data(folder).resolve("colophon.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      int changed =
          statement.executeUpdate(
              "UPDATE operations SET ended_millis = NULL, response = NULL, state = '"
                  + state
                  + "'");
      assertThat(changed).isEqualTo(1);
    }
  }
}
