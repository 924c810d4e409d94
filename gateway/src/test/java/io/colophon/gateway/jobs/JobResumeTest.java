package io.colophon.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.longrunning.Operation;
import io.colophon.gateway.jobs.VendorDouble.Standing;
import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationMetadata;
import io.colophon.v1.LateOutcome;
import io.colophon.v1.UsageEntry;
import io.grpc.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that a vendor runs: over restarts, lost connections, deadlines and announcements. */
class JobResumeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONFIG =
      """
      server:
        drain-timeout: 10m
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

  @Test
  void stop_jobIsAtItsVendor_isLeftThereAtOnceAndTakenUpByTheNextStart() throws Exception {
    String name;
    long stopNanos;
    try (RunningGateway gateway = start("10m")) {
      name = begin(gateway);
      stopNanos = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - stopNanos)).isLessThan(Duration.ofMinutes(2));
    assertThat(vendor.standing("job-1")).isEqualTo(Standing.RUNNING);

    try (RunningGateway gateway = start("10m")) {
      JobCalls jobs = new JobCalls(gateway);
      await().atMost(PATIENCE).until(() -> vendor.resumptions() == 1);
      vendor.become("job-1", Standing.DONE);
      Operation ended = jobs.await(name);

      assertThat(ended.getResponse().unpack(GenerateResponse.class).getOutputsCount()).isOne();
      assertThat(vendor.submissions()).isOne();
      assertThat(gateway.ledger()).extracting(UsageEntry::getEndState).containsExactly("completed");
    }
  }

  @Test
  void stop_whileTheVendorsHandleIsWritten_isLeftThereAllTheSame() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (RunningGateway gateway =
        RunningGateway.start(
            folder,
            CONFIG.formatted("10m"),
            database -> new HeldWriting(database, written, goOn),
            vendor)) {
      new JobCalls(gateway).begin(Requests.image("draw", 96, 96).build());
      assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();

      CompletableFuture<Void> closed = CompletableFuture.runAsync(gateway.gateway()::close);
      await().atMost(PATIENCE).until(() -> isUnavailable(gateway));
      goOn.countDown();

      closed.get(60, TimeUnit.SECONDS); // of the ten minutes that others would have
    }
    assertThat(vendor.standing("job-1")).isEqualTo(Standing.RUNNING);
  }

  private static boolean isUnavailable(RunningGateway gateway) {
    return CallFailure.of(() -> new JobCalls(gateway).get("operations/none")).code()
        == Status.Code.UNAVAILABLE;
  }

  @Test
  void cancel_connectionToTheVendorIsLost_reachesItAllTheSame() throws Exception {
    try (RunningGateway gateway = start("10m")) {
      JobCalls jobs = new JobCalls(gateway);
      String name = begin(gateway);
      vendor.goAway();
      vendor.comeBack(); // but nobody has noticed yet: the job pauses

      jobs.cancel(name);

      assertThat(JobCalls.reason(jobs.await(name))).isEqualTo("CANCELLED");
      await().atMost(PATIENCE).until(() -> vendor.standing("job-1") == Standing.CANCELLED);
      assertThat(vendor.submissions()).isOne();
    }
  }

  @Test
  void run_connectionToTheVendorIsLost_isTakenUpAgain() throws Exception {
    try (RunningGateway gateway = start("10m")) {
      JobCalls jobs = new JobCalls(gateway);
      String name = begin(gateway);
      vendor.goAway();
      vendor.comeBack();
      await().atMost(PATIENCE).until(() -> vendor.resumptions() == 1);

      vendor.become("job-1", Standing.DONE);

      assertThat(jobs.await(name).hasResponse()).isTrue();
      assertThat(vendor.submissions()).isOne();
    }
  }

  @Test
  void deadline_passesWhileTheServerIsDown_endsTheJobAndReachesTheVendor() throws Exception {
    String name;
    try (RunningGateway gateway = start("10m")) {
      name = begin(gateway);
    }
    try (Jdbc database = new Jdbc(RunningGateway.data(folder).resolve("colophon.db"))) {
      database.update("UPDATE operations SET deadline_millis = 1");
    }
    try (RunningGateway gateway = start("10m")) {
      Operation ended = new JobCalls(gateway).await(name);

      assertThat(JobCalls.reason(ended)).isEqualTo("DEADLINE_EXCEEDED");
      assertThat(JobCalls.metadata(ended).getLate().getState())
          .isEqualTo(LateOutcome.State.STATE_WATCHED);
      await().atMost(PATIENCE).until(() -> vendor.standing("job-1") == Standing.CANCELLED);
      assertThat(gateway.ledger()).extracting(UsageEntry::getEndState).containsExactly("deadline");
    }
  }

  @Test
  void cancel_askedForBeforeACrash_isNotForgotten() throws Exception {
    String name;
    try (RunningGateway gateway = start("10m")) {
      name = begin(gateway);
    }
    try (Jdbc database = new Jdbc(RunningGateway.data(folder).resolve("colophon.db"))) {
      database.update("UPDATE operations SET cancel_millis = 1");
    }
    try (RunningGateway gateway = start("10m")) {
      assertThat(JobCalls.reason(new JobCalls(gateway).await(name))).isEqualTo("CANCELLED");
      await().atMost(PATIENCE).until(() -> vendor.standing("job-1") == Standing.CANCELLED);
    }
  }

  @Test
  void vendor_succeedsAfterItWasCancelled_isShownAndPaidByThePlatform() throws Exception {
    vendor.ignoreCancellations();
    try (RunningGateway gateway = start("10m")) {
      JobCalls jobs = new JobCalls(gateway);
      String name = begin(gateway);
      jobs.cancel(name);
      assertThat(JobCalls.reason(jobs.await(name))).isEqualTo("CANCELLED");

      vendor.become("job-1", Standing.DONE);
      assertThat(announce(gateway, "right", "job-1")).isEqualTo(204);

      await().atMost(PATIENCE).until(() -> late(jobs, name).hasResponse());
      LateOutcome late = late(jobs, name);
      assertThat(late.getState()).isEqualTo(LateOutcome.State.STATE_SUCCEEDED);
      assertThat(late.getResponse().getOutputs(0).getMedia().getData()).isNotEmpty();
      assertThat(jobs.get(name).hasError()).as("the operation has failed all the same").isTrue();
      assertThat(vendor.submissions()).isOne();
      assertThat(gateway.ledger())
          .as("the caller pays nothing for it")
          .extracting(UsageEntry::getEndState)
          .containsExactly("cancelled_before_output");
      assertThat(gateway.recorded().ledger()).as("opened and settled, twice").isEqualTo(4);
    }
  }

  @Test
  void vendor_failsAfterItWasCancelled_isNoted() throws Exception {
    vendor.ignoreCancellations();
    try (RunningGateway gateway = start("10m")) {
      JobCalls jobs = new JobCalls(gateway);
      String name = begin(gateway);
      jobs.cancel(name);
      jobs.await(name);

      vendor.become("job-1", Standing.FAILED);
      announce(gateway, "right", "job-1");

      await()
          .atMost(PATIENCE)
          .until(() -> late(jobs, name).getState() == LateOutcome.State.STATE_FAILED);
      assertThat(gateway.recorded().ledger()).isEqualTo(2);
    }
  }

  @Test
  void announcement_fromTheVendor_isPassedOnOnlyWhenAllOfItFits() throws Exception {
    try (RunningGateway gateway = start("10m")) {
      begin(gateway);

      assertThat(announce(gateway, "right", "job-1")).isEqualTo(204);
      assertThat(announce(gateway, "wrong", "job-1")).isEqualTo(401);
      assertThat(announce(gateway, "right", "job-2")).isEqualTo(404);
      String path = vendor.callbacks().get(0).getPath();
      assertThat(post(gateway, path + "x", "right", "job-1")).isEqualTo(404);
      assertThat(post(gateway, path.replace("/vendor/", "/other/"), "right", "job-1"))
          .isEqualTo(404);

      assertThat(vendor.moved()).isEqualTo(List.of("job-1"));
    }
  }

  private RunningGateway start(String deadline) throws IOException {
    Files.createDirectories(folder);
    return RunningGateway.start(folder, CONFIG.formatted(deadline), database -> database, vendor);
  }

  /** Starts a job and waits until the vendor's handle is on disk. */
  private String begin(RunningGateway gateway) throws IOException {
    JobCalls jobs = new JobCalls(gateway);
    String name = jobs.begin(Requests.image("draw", 96, 96).build());
    await().atMost(PATIENCE).until(() -> vendor.submissions() == 1);
    try (Jdbc database = new Jdbc(RunningGateway.data(folder).resolve("colophon.db"))) {
      await().atMost(PATIENCE).until(() -> database.text("SELECT handle FROM operations") != null);
    }
    assertThat(JobCalls.metadata(jobs.get(name)).getState())
        .isIn(GenerationMetadata.State.STATE_RUNNING, GenerationMetadata.State.STATE_FAILED);
    return name;
  }

  private static LateOutcome late(JobCalls jobs, String name) {
    return JobCalls.metadata(jobs.get(name)).getLate();
  }

  private int announce(RunningGateway gateway, String signature, String handle) throws Exception {
    URI callback = vendor.callbacks().get(0);
    assertThat(callback.toString()).startsWith("https://colophon.example/v1/webhooks/vendor/");
    return post(gateway, callback.getPath(), signature, handle);
  }

  private static int post(RunningGateway gateway, String path, String signature, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + gateway.gateway().addresses().http() + path))
                .header("x-vendor-signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
