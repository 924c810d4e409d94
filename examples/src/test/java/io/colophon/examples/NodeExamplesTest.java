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

/** The programs of examples/node. They need npm ci to have been run there. */
@RequiresTool("node")
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
final class NodeExamplesTest {
  private static final String LABELED = "This answer comes from memory.\n\nAI生成 · AI-generated";
  private static final Path PROGRAMS = Program.folder("node");

  private RunningGateway gateway;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    boolean installed = Files.isDirectory(PROGRAMS.resolve("node_modules"));
    if (System.getenv("CI") != null) {
      assertThat(installed).as("node_modules: run npm ci in examples/node").isTrue();
    }
    assumeTrue(installed, "packages are not installed: run npm ci in examples/node");
    gateway = RunningGateway.start(directory);
  }

  @AfterAll
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void unaryText_prints_labeledTextAndRecord() throws Exception {
    assertThat(run("unary-text")).startsWith(LABELED).containsPattern("record \\d+");
  }

  @Test
  void streamText_prints_everyPiece() throws Exception {
    assertThat(run("stream-text"))
        .startsWith("from memory/memory-text")
        .contains(LABELED)
        .contains("finished: FINISH_REASON_STOP");
  }

  @Test
  void cancel_inTheMiddle_endsQuietly() throws Exception {
    assertThat(run("cancel", "slow")).isEqualTo("cancelled after 2 pieces\n");
  }

  @Test
  void deadline_slowModel_isNotReady() throws Exception {
    assertThat(run("deadline", "slow")).isEqualTo("not ready within 50 ms\n");
  }

  @Test
  void job_writesAFilm(@TempDir Path directory) throws Exception {
    Path film = directory.resolve("film.mp4");

    assertThat(run("job", film.toString())).contains("wrote " + film + ", video/mp4");
    assertThat(Files.size(film)).isPositive();
  }

  @Test
  void imageToFile_writesWhatVerifyFileKnows(@TempDir Path directory) throws Exception {
    Path picture = directory.resolve("picture.png");

    assertThat(run("image-to-file", picture.toString()))
        .isEqualTo("wrote " + picture + ", label png-itxt-xmp\n");
    assertThat(run("verify-file", picture.toString()))
        .startsWith("VERDICT_LABELED")
        .containsPattern("record \\d+");
  }

  private String run(String program, String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = gateway.target();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Program.run(PROGRAMS, List.of("node", program + ".js"), all);
  }
}
