package io.colophon.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.longrunning.Operation;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.Duration;
import com.google.rpc.ErrorInfo;
import io.colophon.v1.ExportUsageRequest;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.UsageEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL while a vendor has a job: it is not lost, and not submitted twice. */
@Timeout(300)
class KillJobsIT {
  private static final java.time.Duration PATIENCE = java.time.Duration.ofSeconds(60);
  private static final String CONFIG =
      """
      version: 1
      embedded: false
      labeling:
        - { jurisdictions: [cn, eu], producer: studio, system-name: Test }
      providers:
        vendor: { type: polling, url: "http://127.0.0.1:%d" }
      routes:
        - match: { model: draw, modality: image }
          targets: [ { provider: vendor, model: a } ]
      """;

  @TempDir Path folder;
  private PollingVendor vendor;
  private Path data;
  private Path config;
  private Path plugins;

  @BeforeEach
  void prepare() throws IOException {
    vendor = new PollingVendor();
    data = folder.resolve("data");
    config = Files.writeString(folder.resolve("c.yaml"), CONFIG.formatted(vendor.port()));
    plugins = folder.resolve("plugins");
    Path services = Files.createDirectories(plugins.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.colophon.provider.spi.ProviderFactory"),
        PollingFactory.class.getName() + "\n");
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  @Test
  void kill_vendorHasNotNamedTheJob_endsItAsInterruptedAndAsksNoMore() throws Exception {
    vendor.swallowSubmissions();
    String name = killWhen(() -> vendor.submissions() == 1);

    Operation ended = afterRestart(name, "interrupted");

    assertThat(ended.getError().getDetails(0).unpack(ErrorInfo.class).getReason())
        .isEqualTo("INTERRUPTED");
    assertThat(vendor.submissions()).isOne();
  }

  @Test
  void kill_vendorRunsTheJob_isTakenUpAgain() throws Exception {
    String name = killWhen(() -> vendor.polls() > 0 && handleIsOnDisk());
    vendor.finishJobs();

    Operation ended = afterRestart(name, "completed");

    assertThat(ended.getResponse().unpack(GenerateResponse.class).getOutputsCount()).isOne();
    assertThat(vendor.submissions()).isOne();
  }

  @Test
  void kill_resultIsOnItsWay_isFetchedAgain() throws Exception {
    vendor.swallowDownloads(true);
    vendor.finishJobs();
    String name = killWhen(() -> vendor.downloads() == 1 && handleIsOnDisk());
    vendor.swallowDownloads(false);

    Operation ended = afterRestart(name, "completed");

    assertThat(ended.getResponse().unpack(GenerateResponse.class).getOutputsCount()).isOne();
    assertThat(vendor.submissions()).isOne();
    assertThat(vendor.downloads()).isEqualTo(2);
  }

  private String killWhen(Callable<Boolean> moment) throws Exception {
    try (ColophonProcess server = ColophonProcess.serve(folder, data, config, plugins);
        Doors doors = server.connect()) {
      GenerateRequest request = Requests.image("image/png").toBuilder().setModel("draw").build();
      String name = doors.generations().startGeneration(request).getName();
      await().atMost(PATIENCE).until(() -> moment.call() && OpenedEntries.onDisk(data) > 0);
      server.kill();
      return name;
    }
  }

  private Operation afterRestart(String name, String end) throws Exception {
    try (ColophonProcess again = ColophonProcess.serve(folder, data, config, plugins);
        Doors doors = again.connect()) {
      Operation ended =
          doors
              .operations()
              .waitOperation(
                  WaitOperationRequest.newBuilder()
                      .setName(name)
                      .setTimeout(Duration.newBuilder().setSeconds(60))
                      .build());
      assertThat(ended.getDone()).isTrue();
      List<UsageEntry> entries = new ArrayList<>();
      doors
          .usage()
          .exportUsage(ExportUsageRequest.getDefaultInstance())
          .forEachRemaining(entries::add);
      assertThat(entries).extracting(UsageEntry::getEndState).containsExactly(end);
      return ended;
    }
  }

  private boolean handleIsOnDisk() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("colophon.db"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT handle FROM operations")) {
      return rows.next() && rows.getString(1) != null;
    }
  }
}
