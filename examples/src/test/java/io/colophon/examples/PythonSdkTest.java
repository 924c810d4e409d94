package io.colophon.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The vendors' own packages for Python: those of examples/sdk-python/requirements.txt. */
@RequiresTool("python3")
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
final class PythonSdkTest {
  private static final Path PROGRAMS = Program.folder("sdk-python");

  private SdkGateway gateway;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    boolean installed =
        new ProcessBuilder("python3", "-c", "import openai, anthropic")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
    if (System.getenv("CI") != null) {
      assertThat(installed).as("packages of examples/sdk-python/requirements.txt").isTrue();
    }
    assumeTrue(installed, "packages of examples/sdk-python/requirements.txt are not installed");
    gateway = SdkGateway.start(directory);
  }

  @AfterAll
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  private List<String> run(String program, String address) throws Exception {
    return Program.run(
            PROGRAMS, List.of("python3", program), address, "none", gateway.recording().toString())
        .lines()
        .toList();
  }

  @Test
  void openAi_everyCall_comesOutAsThePackageExpects() throws Exception {
    assertThat(run("openai_sdk.py", gateway.address() + "/v1"))
        .containsExactly(
            "ok chat",
            "ok stream",
            "ok relayed",
            "ok tools",
            "ok schema",
            "ok responses",
            "ok embeddings",
            "ok images",
            "ok speech",
            "ok transcription",
            "ok errors",
            "ok waits",
            "ok timeout");
  }

  @Test
  void anthropic_everyCall_comesOutAsThePackageExpects() throws Exception {
    assertThat(run("anthropic_sdk.py", gateway.address()))
        .containsExactly("ok message", "ok stream", "ok relayed_stream", "ok tools", "ok errors");
  }
}
