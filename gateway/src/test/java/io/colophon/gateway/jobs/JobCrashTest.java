package io.colophon.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.longrunning.Operation;
import io.colophon.gateway.jobs.VendorDouble.Standing;
import io.colophon.gateway.server.DataCopy;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.storage.Database;
import io.colophon.v1.GenerateResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crash before and after everything that is written of a job: what the disk holds at each of
 * these moments is copied, and a gateway is started on the copy. In none is the job lost, is its
 * vendor asked twice, or is it entered in the ledger other than once.
 */
class JobCrashTest {
  private static final String CONFIG =
      """
      server:
        public-url: https://colophon.example
        default-media-deadline: %s
      providers:
        vendor: { type: vendor }
      routes:
        - match: { model: draw, modality: image }
          targets: [ { provider: vendor, model: a } ]
      """;

  @TempDir Path folder;
  private final VendorDouble vendor = new VendorDouble();
  private final List<Crash> crashes = new ArrayList<>();

  /** What was on disk at one moment, and what the vendor had been asked for by then. */
  private record Crash(Path folder, String state, int submissions) {}

  @Test
  void start_afterACrashAtAnyWriteOfAJobThatSucceeds_isDoneOnceAndEnteredOnce() throws Exception {
    String name = run(handle -> vendor.become(handle, Standing.DONE));
    Set<String> ends = new TreeSet<>();
    for (Crash crash : crashes) {
      Operation ended = restart(crash, name);
      if (ended.hasError()) {
        assertThat(crash.state())
            .as("only what was being submitted is cut")
            .isEqualTo("SUBMITTING");
        assertThat(JobCalls.reason(ended)).isEqualTo("INTERRUPTED");
        ends.add("interrupted");
      } else {
        GenerateResponse response = ended.getResponse().unpack(GenerateResponse.class);
        assertThat(response.getOutputs(0).getMedia().getData()).as(crash.state()).isNotEmpty();
        ends.add("succeeded");
      }
    }
    assertThat(crashes)
        .extracting(Crash::state)
        .contains("ACCEPTED", "SUBMITTING", "RUNNING", "FETCHING", "SETTLING", "SUCCEEDED");
    assertThat(ends).containsExactly("interrupted", "succeeded");
  }

  @Test
  void start_afterACrashAtAnyWriteOfAJobThatFails_isAskedOnceAndEnteredOnce() throws Exception {
    String name = run(handle -> vendor.become(handle, Standing.FAILED));
    for (Crash crash : crashes) {
      Operation ended = restart(crash, name);
      assertThat(ended.hasError()).as(crash.state()).isTrue();
      assertThat(JobCalls.reason(ended)).isIn("INTERRUPTED", "UPSTREAM_FAILED");
    }
    assertThat(crashes)
        .extracting(Crash::state)
        .contains("ACCEPTED", "SUBMITTING", "RUNNING", "FAILED");
  }

  @Test
  void start_afterACrashWhileALateResultIsSettled_isEnteredOnce() throws Exception {
    vendor.ignoreCancellations();
    Files.createDirectories(folder.resolve("first"));
    String name;
    try (RunningGateway gateway =
        RunningGateway.start(
            folder.resolve("first"),
            CONFIG.formatted("10m"),
            database -> new Photographed(database),
            vendor)) {
      JobCalls jobs = new JobCalls(gateway);
      name = jobs.begin(Requests.image("draw", 96, 96).build());
      await().atMost(Duration.ofSeconds(60)).until(() -> state().equals("RUNNING"));
      jobs.cancel(name);
      assertThat(JobCalls.reason(jobs.await(name))).isEqualTo("CANCELLED");
      vendor.become("job-1", Standing.DONE);
      assertThat(vendor.announce(gateway.gateway().addresses().http(), "job-1")).isEqualTo(204);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(crashes).extracting(Crash::state).contains("CANCELLED SUCCEEDED"));
    }
    List<Crash> settling =
        crashes.stream().filter(crash -> crash.state().equals("CANCELLED SETTLING")).toList();
    assertThat(settling).as("before and after its entry").hasSizeGreaterThanOrEqualTo(2);
    for (Crash crash : settling) {
      try (RunningGateway gateway =
          RunningGateway.start(
              crash.folder(), CONFIG.formatted("10m"), database -> database, vendor)) {
        JobCalls jobs = new JobCalls(gateway);
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> JobCalls.metadata(jobs.get(name)).getLate().hasResponse());
        assertThat(gateway.recorded().ledger()).as("two opened, two settled").isEqualTo(4);
      }
    }
    assertThat(vendor.submissions()).isOne();
  }

  private interface Vendor {
    void act(String handle);
  }

  private String run(Vendor then) throws IOException {
    Files.createDirectories(folder.resolve("first"));
    try (RunningGateway gateway =
        RunningGateway.start(
            folder.resolve("first"),
            CONFIG.formatted("10m"),
            database -> new Photographed(database),
            vendor)) {
      JobCalls jobs = new JobCalls(gateway);
      String name = jobs.begin(Requests.image("draw", 96, 96).build());
      await().atMost(Duration.ofSeconds(60)).until(() -> state().equals("RUNNING"));
      then.act("job-1");
      assertThat(jobs.await(name).getDone()).isTrue();
      vendor.jobsAre(vendor.standing("job-1")); // whoever submits in a copy gets the same
      return name;
    }
  }

  private String state() {
    synchronized (crashes) {
      return crashes.isEmpty() ? "" : crashes.get(crashes.size() - 1).state();
    }
  }

  /** Starts on a copy, twice, and looks at what holds in any case. */
  private Operation restart(Crash crash, String name) throws IOException {
    int before = vendor.submissions();
    Operation ended;
    try (RunningGateway gateway =
        RunningGateway.start(
            crash.folder(), CONFIG.formatted("10m"), database -> database, vendor)) {
      Operation found = new JobCalls(gateway).await(name);
      ended = found;
      assertThat(ended.getDone()).as("%s ends", crash).isTrue();
    }
    try (RunningGateway again =
        RunningGateway.start(
            crash.folder(), CONFIG.formatted("10m"), database -> database, vendor)) {
      assertThat(new JobCalls(again).get(name)).as("%s stays", crash).isEqualTo(ended);
      String id = name.substring("operations/".length());
      long entries =
          again.ledger().stream().filter(entry -> entry.getRequestId().equals(id)).count();
      // Of what was cut before an upstream was asked, the ledger may know nothing.
      assertThat(entries).as("%s is entered", crash).isBetween(isCut(ended) ? 0L : 1L, 1L);
    }
    assertThat(crash.submissions() + vendor.submissions() - before)
        .as("%s was submitted", crash)
        .isLessThanOrEqualTo(1);
    return ended;
  }

  private static boolean isCut(Operation ended) {
    return JobCalls.reason(ended).equals("INTERRUPTED");
  }

  /** A database of jobs that has the data directory copied around every write. */
  private final class Photographed implements Database {
    private final Database database;

    Photographed(Database database) {
      this.database = database;
    }

    @Override
    public <T> T run(Work<T> work) {
      return database.run(
          connection -> {
            int before = changes(connection);
            Path copy = copy(); // what a crash right now would leave
            String stateBefore = state(connection);
            T result = work.run(connection);
            if (changes(connection) > before) {
              keep(copy, stateBefore);
              keep(copy(), state(connection));
            }
            return result;
          });
    }

    private void keep(Path copy, String state) {
      synchronized (crashes) {
        if (!state.isEmpty()) {
          crashes.add(new Crash(copy, state, vendor.submissions()));
        }
      }
    }

    private static int changes(Connection connection) throws SQLException {
      return (int) number(connection, "SELECT total_changes()");
    }

    private static long number(Connection connection, String sql) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }

    private static String state(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT concat_ws(' ', state, late_state) FROM operations")) {
        return rows.next() ? rows.getString(1) : "";
      }
    }
  }

  private Path copy() {
    try {
      Path target = Files.createTempDirectory(folder, "crash");
      DataCopy.of(RunningGateway.data(folder.resolve("first")), RunningGateway.data(target));
      return target;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
