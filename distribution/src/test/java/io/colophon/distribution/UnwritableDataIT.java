package io.colophon.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is generated where nothing can be recorded. */
class UnwritableDataIT {
  @TempDir Path folder;

  /** Below a regular file nobody can write, not even root. */
  @Test
  void serve_whereNothingCanBeWritten_endsAndSaysSo() throws Exception {
    Path data = Files.writeString(folder.resolve("file"), "in the way").resolve("data");

    try (ColophonProcess server = ColophonProcess.run(folder, "serve", "--data", data.toString())) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.err())
          .contains("cannot write to the data directory " + data, "--data")
          .doesNotContain("\tat ");
      assertThat(server.out()).doesNotContain("ready");
    }
  }
}
