package io.colophon.journal;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures appends that each wait for the disk: records per second, latency, and CPU per record of
 * the whole process. Arguments: directory, records in flight (64), bytes (256), records (500000).
 */
final class JournalSpeed {
  private final Journal journal;
  private final ByteBuffer record;
  private final long[] nanos;
  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch done;

  private JournalSpeed(Journal journal, int bytes, int records) {
    this.journal = journal;
    this.record = ByteBuffer.allocate(bytes);
    this.nanos = new long[records];
    this.done = new CountDownLatch(records);
  }

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    int inFlight = args.length > 1 ? Integer.parseInt(args[1]) : 64;
    int bytes = args.length > 2 ? Integer.parseInt(args[2]) : 256;
    int records = args.length > 3 ? Integer.parseInt(args[3]) : 500_000;
    try (Journal journal = Journal.open(directory, JournalOptions.defaults())) {
      new JournalSpeed(journal, bytes, Math.min(records, 100_000)).run(inFlight);
      System.out.println("warm: " + new JournalSpeed(journal, bytes, records).run(inFlight));
    }
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private String run(int inFlight) throws InterruptedException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    for (int i = 0; i < inFlight; i++) {
      next();
    }
    done.await();
    double seconds = (System.nanoTime() - start) / 1e9;
    cpu = system.getProcessCpuTime() - cpu;
    Arrays.sort(nanos);
    return String.format(
        "%,.0f records/s, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, %.2f us CPU per record",
        nanos.length / seconds,
        nanos[nanos.length / 2] / 1e6,
        nanos[(int) (nanos.length * 0.99)] / 1e6,
        nanos[(int) (nanos.length * 0.999)] / 1e6,
        cpu / 1e3 / nanos.length);
  }

  private void next() {
    int number = begun.getAndIncrement();
    if (number >= nanos.length) {
      return;
    }
    long start = System.nanoTime();
    var unused =
        journal
            .append(record)
            .whenComplete(
                (index, failure) -> {
                  if (failure != null) {
                    throw new IllegalStateException(failure);
                  }
                  nanos[number] = System.nanoTime() - start;
                  done.countDown();
                  next();
                });
  }
}
