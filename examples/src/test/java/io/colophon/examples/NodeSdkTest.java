package io.colophon.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The vendors' own packages for Node. They need npm ci to have been run in examples/sdk-node. */
@RequiresTool("node")
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
final class NodeSdkTest {
  private static final Path PROGRAMS = Program.folder("sdk-node");

  private SdkGateway gateway;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    boolean installed = Files.isDirectory(PROGRAMS.resolve("node_modules"));
    if (System.getenv("CI") != null) {
      assertThat(installed).as("node_modules: run npm ci in examples/sdk-node").isTrue();
    }
    assumeTrue(installed, "packages are not installed: run npm ci in examples/sdk-node");
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
            PROGRAMS, List.of("node", program), address, "none", gateway.recording().toString())
        .lines()
        .toList();
  }

  @Test
  void openAi_everyCall_comesOutAsThePackageExpects() throws Exception {
    assertThat(run("openai-sdk.js", gateway.address() + "/v1"))
        .containsExactly(
            "ok chat",
            "ok stream",
            "ok relayed",
            "ok relayedStream",
            "ok tools",
            "ok schema",
            "ok responses",
            "ok responsesStream",
            "ok embeddings",
            "ok models",
            "ok images",
            "ok speech",
            "ok transcription",
            "ok errors",
            "ok waits",
            "ok timeout",
            "ok cancel");
  }

  @Test
  void anthropic_everyCall_comesOutAsThePackageExpects() throws Exception {
    assertThat(run("anthropic-sdk.js", gateway.address()))
        .containsExactly(
            "ok message",
            "ok stream",
            "ok relayedStream",
            "ok tools",
            "ok countTokens",
            "ok errors",
            "ok timeout");
  }

  @Test
  void google_everyCall_comesOutAsThePackageExpects() throws Exception {
    assertThat(run("genai-sdk.js", gateway.address()))
        .containsExactly("ok content", "ok stream", "ok tools", "ok errors");
  }
}
