package io.colophon.labeling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program and answers with what it prints; stderr as well. */
public final class Tool {
  private Tool() {}

  public static String run(Object... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (Object word : command) {
      words.add(word.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    // Small pictures: threads of tesseract and ImageMagick would mostly wait for each other.
    builder.environment().put("OMP_THREAD_LIMIT", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(words + " failed: " + output);
    }
    return output;
  }

  /** ffmpeg, quiet, overwriting. */
  public static void ffmpeg(Object... arguments) throws IOException, InterruptedException {
    List<Object> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(List.of(arguments));
    run(command.toArray());
  }
}
