package io.colophon.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colophon.provider.remote.RemoteConfig;
import io.colophon.provider.remote.RemoteFactory;
import io.colophon.provider.remote.RemoteTimeout;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plug-in of examples/plugin-python, as its user runs it, passes the providers' suite. */
@RequiresTool({"python3", "espeak-ng", "ffmpeg", "ffprobe"})
@Timeout(300)
class PythonPluginTest extends ProviderContract {
  private static final Path PROGRAMS = Program.folder("plugin-python");

  private static Process process;
  private static Path socket;
  private static ScheduledExecutorService timers;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    boolean installed = hasPackages();
    if (System.getenv("CI") != null) {
      assertThat(installed).as("packages of examples/plugin-python/requirements.txt").isTrue();
    }
    assumeTrue(installed, "packages of examples/plugin-python/requirements.txt not installed");
    timers = Executors.newSingleThreadScheduledExecutor();
    socket = directory.resolve("speech.sock");
    process =
        new ProcessBuilder(List.of("python3", "plugin.py", "unix:" + socket))
            .directory(PROGRAMS.toFile())
            .inheritIO()
            .start();
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(socket) || !process.isAlive());
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      process.destroyForcibly();
      timers.shutdownNow();
      assertThat(ended).as("SIGTERM ends the plug-in").isTrue();
    }
  }

  private static boolean hasPackages() throws IOException, InterruptedException {
    return new ProcessBuilder("python3", "-c", "import grpc, grpc_tools, grpc_health.v1")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new RemoteFactory(new Random(7)).create("speech", patient(), context);
  }

  /** A machine that has much else to do may be slow to connect. */
  private static RemoteConfig patient() {
    RemoteConfig usual = RemoteConfig.at("unix:" + socket);
    return new RemoteConfig(
        usual.address(),
        usual.tls(),
        usual.token(),
        new RemoteTimeout(
            Duration.ofSeconds(60),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1)),
        Duration.ofSeconds(60),
        usual.healthInterval(),
        usual.maxInFlight(),
        usual.maxMessageBytes(),
        usual.maxOutputBytes());
  }

  @Test
  void socket_isOpenToItsOwnerOnly() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
  }

  private static CollectingSubscriber speak(
      String text, Optional<String> voice, Optional<String> format) {
    ProviderContext context =
        new ProviderContext(
            Ticker.SYSTEM, Clock.systemUTC(), timers, Path.of("."), SharedResources.NONE);
    try (Provider provider =
        new RemoteFactory(new Random(7)).create("speech", patient(), context)) {
      assertThat(provider.models()).extracting(ModelDescription::name).containsExactly("espeak");
      CollectingSubscriber stream = new CollectingSubscriber();
      provider
          .generate(
              new GenerationRequest.Audio(
                  Prompt.of(new TargetModel("espeak"), text),
                  GenerationRequest.AudioKind.SPEECH,
                  voice,
                  format,
                  OptionalDouble.of(1.5),
                  Optional.empty(),
                  Optional.empty(),
                  OptionalLong.empty(),
                  Optional.empty()),
              new io.colophon.provider.spi.CallOptions(
                  "g", Ticker.SYSTEM.nanos() + Duration.ofMinutes(1).toNanos()))
          .subscribe(stream);
      stream.requestAll();
      assertThat(stream.awaitEnd(Duration.ofMinutes(1))).isTrue();
      return stream;
    }
  }

  @ParameterizedTest
  @CsvSource({"audio/wav,pcm_s16le", "audio/mpeg,mp3", "audio/ogg,vorbis"})
  void speech_inEachFormat_isWhatFfprobeSays(String format, String codec, @TempDir Path directory)
      throws Exception {
    CollectingSubscriber stream =
        speak("The boat lies on the lake.", Optional.of("en-gb"), Optional.of(format));

    assertThat(stream.failure()).isEmpty();
    Path file = Files.write(directory.resolve("speech"), stream.media(0));
    String probed =
        Program.run(
            directory,
            List.of("ffprobe", "-v", "error", "-show_entries", "stream=codec_name"),
            file.toString());
    assertThat(probed).contains("codec_name=" + codec);
  }

  @Test
  void voice_thatIsNoName_isRefusedByThePlugin() {
    CollectingSubscriber stream =
        speak("Good morning.", Optional.of("--path=/tmp"), Optional.empty());

    ProviderException failure = (ProviderException) stream.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
    assertThat(failure).hasMessageContaining("voice: expected");
  }

  @Test
  void voice_thatEspeakDoesNotHave_isInternal() {
    CollectingSubscriber stream = speak("Good morning.", Optional.of("xx"), Optional.empty());

    ProviderException failure = (ProviderException) stream.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
    assertThat(failure).hasMessageContaining("espeak-ng ended with 1");
  }
}
