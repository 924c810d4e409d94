package io.colophon.benchmarks.watermark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs programs. */
final class Tools {
  private Tools() {}

  static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }
}
