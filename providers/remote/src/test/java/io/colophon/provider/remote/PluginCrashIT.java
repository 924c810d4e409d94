package io.colophon.provider.remote;

import static io.colophon.provider.remote.TestHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plug-in's process that dies or hangs is an upstream's failure and nothing more. */
@Timeout(180)
class PluginCrashIT {
  private static final GenerationRequest REQUEST =
      GenerationRequest.Text.of(Prompt.of(new TargetModel("memory-text"), "hello"));

  @TempDir private Path directory;
  private final TestHost host = new TestHost();
  private Path socket;
  private PluginProcess process;
  private Provider provider;

  @BeforeEach
  void start() throws Exception {
    socket = directory.resolve("plugin");
    process = PluginProcess.start(socket, 2);
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(socket));
    RemoteConfig config = RemoteConfig.at("unix:" + socket);
    RemoteTimeout timeout =
        new RemoteTimeout(
            Duration.ofSeconds(2),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));
    RemoteConfig quick =
        new RemoteConfig(
            config.address(),
            Optional.empty(),
            Optional.empty(),
            timeout,
            Duration.ofSeconds(60),
            Duration.ofMillis(200),
            64,
            1 << 20,
            1 << 20);
    provider = new RemoteFactory(new Random(7)).create("plugin", quick, host.context());
    // A process that has just begun may need longer for the first try than it is given.
    await().atMost(Duration.ofSeconds(60)).until(() -> !provider.models().isEmpty());
  }

  @AfterEach
  void stop() throws Exception {
    provider.close();
    process.close();
    host.close();
  }

  private CollectingSubscriber subscribe() {
    CollectingSubscriber stream = new CollectingSubscriber();
    provider.generate(REQUEST, host.options()).subscribe(stream);
    stream.requestAll();
    return stream;
  }

  private static FailureKind kind(CollectingSubscriber stream) {
    return ((ProviderException) stream.failure().orElseThrow()).kind();
  }

  @Test
  void process_killedWithinAStream_isUnreachableAndItsSuccessorServesTheNextRequest()
      throws Exception {
    CollectingSubscriber cut = subscribe();
    assertThat(cut.awaitEvents(3, SOON)).isTrue();

    process.kill();

    assertThat(cut.awaitEnd(SOON)).isTrue();
    assertThat(kind(cut)).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(cut.text()).isEqualTo("This ans");
    CollectingSubscriber between = subscribe();
    assertThat(between.awaitEnd(SOON)).isTrue();
    assertThat(kind(between)).isEqualTo(FailureKind.UNREACHABLE);

    process = PluginProcess.start(socket, -1);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              CollectingSubscriber next = subscribe();
              assertThat(next.awaitEnd(SOON)).isTrue();
              assertThat(next.text()).isEqualTo("This answer comes from memory.");
            });
  }

  @Test
  void process_stopped_isFoundByItsHealthAndServesWhenItGoesOn() throws Exception {
    process.signal("STOP");

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              CollectingSubscriber refused = subscribe();
              assertThat(refused.awaitEnd(Duration.ofSeconds(5))).isTrue();
              assertThat(kind(refused)).isIn(FailureKind.TIMED_OUT, FailureKind.UNREACHABLE);
            });

    process.signal("CONT");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(subscribe().awaitEvents(3, Duration.ofSeconds(5))).isTrue());
  }
}
