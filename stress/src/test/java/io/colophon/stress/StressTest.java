package io.colophon.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every stress test for a moment; {@code benchmarks/run.sh stress} runs them in full. */
class StressTest {
  private static final int TESTS = 16;
  private static final Pattern RESULTS =
      Pattern.compile("(\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs");

  @TempDir Path folder;

  @Test
  void run_everyTestForAMoment_showsNothingForbidden() throws Exception {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.openjdk.jcstress.Main",
                    "-m",
                    "sanity",
                    "-jvmArgs",
                    "-XX:TieredStopAtLevel=1",
                    "-f",
                    "1",
                    "-iters",
                    "1",
                    "-time",
                    "50",
                    "-strideSize",
                    "50",
                    "-strideCount",
                    "4",
                    "-hs",
                    "128",
                    "-sc",
                    "false",
                    "-af",
                    "NONE",
                    "-r",
                    folder.resolve("report").toString()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    process.destroyForcibly();

    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as(text).isTrue();
    assertThat(process.exitValue()).as(text).isZero();
    assertThat(text).contains("Failed tests: No matches").contains("Error tests: No matches");
    assertThat(text).contains("All remaining tests: " + TESTS + " matching test results");
    Matcher results = RESULTS.matcher(text);
    int passed = 0;
    while (results.find()) {
      passed = Integer.parseInt(results.group(1));
      assertThat(List.of(results.group(2), results.group(3), results.group(4)))
          .as(text)
          .containsOnly("0");
    }
    assertThat(passed).isGreaterThanOrEqualTo(TESTS);
  }
}
