package io.colophon.provider.local.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a program of the machine that reads files we wrote. */
public final class Tool {
  private Tool() {}

  /** What the command prints on standard output and error; fails unless it exits with 0. */
  public static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(String.join(" ", command)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed.strip();
  }

  /** One field of the first stream, as ffprobe names it, for instance {@code codec_name}. */
  public static String probe(String field, Path file) throws IOException, InterruptedException {
    return run(
        "ffprobe",
        "-v",
        "error",
        "-show_entries",
        "stream=" + field,
        "-of",
        "csv=p=0",
        file.toString());
  }

  /** Length of a file in seconds, as ffprobe reads it. */
  public static double seconds(Path file) throws IOException, InterruptedException {
    return Double.parseDouble(
        run(
            "ffprobe",
            "-v",
            "error",
            "-show_entries",
            "format=duration",
            "-of",
            "csv=p=0",
            file.toString()));
  }
}
