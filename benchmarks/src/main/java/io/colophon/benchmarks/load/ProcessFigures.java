package io.colophon.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process under {@code /proc} (proc(5)). */
public final class ProcessFigures {
  /** Clock ticks per second of {@code /proc/PID/stat}: 100 on every Linux that the JDK runs on. */
  private static final long MICROS_PER_TICK = 10_000;

  private final Path directory;

  public ProcessFigures(long pid) {
    this.directory = Path.of("/proc", Long.toString(pid));
  }

  /** User and system time of all threads since the start, in microseconds; steps of 10,000. */
  public long cpuMicros() throws IOException {
    return cpuMicros(read("stat"));
  }

  /**
   * The part of {@link #cpuMicros} that the JVM's compiler threads took, which ends when all that
   * matters is compiled: what is left is the cost of a server that has run for long.
   */
  public long compilerMicros() throws IOException {
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(directory.resolve("task"))) {
      for (Path thread : threads) {
        sum += compilerMicros(thread);
      }
    }
    return sum;
  }

  private static long compilerMicros(Path thread) throws IOException {
    try {
      String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
      return isCompiler(stat) ? cpuMicros(stat) : 0;
    } catch (IOException failure) {
      if (Files.exists(thread)) {
        throw failure;
      }
      return 0; // it has ended since it was listed; the compiler's threads do not
    }
  }

  /** HotSpot names them C1 and C2 CompilerThread, of which the system keeps 15 characters. */
  static boolean isCompiler(String stat) {
    return stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler");
  }

  /** Resident memory in kibibytes. */
  public long residentKib() throws IOException {
    return residentKib(read("status"));
  }

  /** Fields 14 and 15; the second field is a name in parentheses that may hold anything. */
  static long cpuMicros(String stat) {
    String[] fromThird = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fromThird[11]) + Long.parseLong(fromThird[12])) * MICROS_PER_TICK;
  }

  static long residentKib(String status) {
    for (String line : status.split("\n", -1)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.substring(6).replace("kB", "").strip());
      }
    }
    throw new IllegalArgumentException("no line VmRSS in " + status);
  }

  private String read(String file) throws IOException {
    return Files.readString(directory.resolve(file), StandardCharsets.ISO_8859_1);
  }
}
