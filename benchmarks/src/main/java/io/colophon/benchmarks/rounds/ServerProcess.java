package io.colophon.benchmarks.rounds;

import io.colophon.benchmarks.load.ProcessFigures;
import io.colophon.benchmarks.server.Control;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server under load in a JVM of its own. Closing it ends the JVM. */
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;
  private final String target;
  private final String key;
  private final long readyMillis;

  private ServerProcess(Process process, BufferedReader answers, String[] ready, long readyMillis) {
    this.process = process;
    this.answers = answers;
    this.questions = process.outputWriter(StandardCharsets.US_ASCII);
    this.target = "127.0.0.1:" + ready[1];
    this.key = ready.length > 2 ? ready[2] : "";
    this.readyMillis = readyMillis;
  }

  /**
   * Starts a server with this JVM and class path and waits until it is ready.
   *
   * @throws IOException if it ends before
   */
  public static ServerProcess start(List<String> jvmFlags, String mainClass, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmFlags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(List.of(args));
    long started = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String line = out.readLine();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    if (line == null || !line.startsWith("ready ")) {
      process.destroyForcibly();
      throw new IOException(mainClass + " did not get ready, it said: " + line);
    }
    return new ServerProcess(process, out, line.split(" ", -1), millis);
  }

  public String target() {
    return target;
  }

  /** Where it listens on the loopback address. */
  public int port() {
    return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
  }

  public String key() {
    return key;
  }

  /** From the start of the JVM to its word that it is ready. */
  public long readyMillis() {
    return readyMillis;
  }

  public ProcessFigures figures() {
    return new ProcessFigures(process.pid());
  }

  /** What its threads have allocated so far. */
  long allocatedBytes() throws IOException {
    return Long.parseLong(ask(Control.ALLOCATED));
  }

  /**
   * What stays in memory after a collection.
   *
   * @param heapBytes on the heap
   * @param directBytes in buffers outside it
   */
  public record Memory(long heapBytes, long directBytes) {}

  /** Collects garbage and tells what is left. */
  public Memory memory() throws IOException {
    String[] numbers = ask(Control.MEMORY).split(" ", -1);
    return new Memory(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
  }

  private String ask(String question) throws IOException {
    questions.write(question + "\n");
    questions.flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the server has ended");
    }
    return line;
  }

  @Override
  public void close() {
    try {
      questions.close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    } catch (InterruptedException stop) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
