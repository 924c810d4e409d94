package io.colophon.benchmarks.server;

import com.sun.management.ThreadMXBean;
import io.netty.util.internal.PlatformDependent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * How a server under load is asked from outside: a line {@code allocated} on its standard input is
 * answered with the bytes that its threads have allocated so far, {@code memory} with what stays in
 * memory, and the end of the input ends it.
 */
public final class Control {
  public static final String ALLOCATED = "allocated";
  public static final String MEMORY = "memory";

  private Control() {}

  /** Says that the server is ready, then answers until the input ends. */
  public static void serve(InputStream in, PrintStream out, int port, String key)
      throws IOException {
    out.println("ready " + port + " " + key);
    out.flush();
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
    for (String line; (line = lines.readLine()) != null; ) {
      out.println(
          switch (line) {
            case ALLOCATED -> Long.toString(allocatedBytes());
            case MEMORY -> memory();
            default -> "?";
          });
      out.flush();
    }
  }

  /** Bytes that are left on the heap after a collection, and those of Netty's direct buffers. */
  private static String memory() {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return heap + " " + PlatformDependent.usedDirectMemory();
  }

  /** Of threads that live; those of a server live as long as it does, but for idle pool threads. */
  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes); // -1 for a thread that has just ended
    }
    return sum;
  }
}
