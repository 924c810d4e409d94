package io.colophon.labeling.provenance;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Measures durable appends and the CPU of the whole process per record. Arguments: an empty
 * directory, records in flight (256), records (200000), and "personal" for records with an end
 * user.
 */
final class ProvenanceSpeed {
  private static final ProvenanceRecord[] USUAL =
      IntStream.range(0, 5000).mapToObj(Samples::record).toArray(ProvenanceRecord[]::new);
  private static final ProvenanceRecord[] PERSONAL =
      IntStream.range(0, 5000)
          .mapToObj(i -> Samples.personal(i, Samples.sha256("user " + i)))
          .toArray(ProvenanceRecord[]::new);

  private final ProvenanceRecord[] samples;
  private final ProvenanceLog log;
  private final int records;
  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch done;

  private ProvenanceSpeed(ProvenanceRecord[] samples, ProvenanceLog log, int records) {
    this.samples = samples;
    this.log = log;
    this.records = records;
    this.done = new CountDownLatch(records);
  }

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    int inFlight = args.length > 1 ? Integer.parseInt(args[1]) : 256;
    int records = args.length > 2 ? Integer.parseInt(args[2]) : 200_000;
    ProvenanceRecord[] samples = args.length > 3 ? PERSONAL : USUAL;
    LogOptions options = LogOptions.of("speed", root.resolve("key.pem"), new SecureRandom());
    try (ProvenanceLog log = ProvenanceLog.open(root.resolve("log"), options)) {
      new ProvenanceSpeed(samples, log, records / 2).run(inFlight);
      System.out.println("warm: " + new ProvenanceSpeed(samples, log, records).run(inFlight));
    }
    long start = System.nanoTime();
    try (ProvenanceLog log = ProvenanceLog.open(root.resolve("log"), options)) {
      System.out.printf("opened in %d ms%n", (System.nanoTime() - start) / 1_000_000);
      start = System.nanoTime();
      System.out.printf(
          "%s in %d ms%n", log.check().finding(), (System.nanoTime() - start) / 1_000_000);
    }
  }

  private String run(int inFlight) throws InterruptedException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    for (int i = 0; i < inFlight; i++) {
      next();
    }
    done.await();
    double seconds = (System.nanoTime() - start) / 1e9;
    cpu = system.getProcessCpuTime() - cpu;
    return String.format(
        "%,.0f records/s, %.2f us CPU per record", records / seconds, cpu / 1e3 / records);
  }

  private void next() {
    int number = begun.getAndIncrement();
    if (number >= records) {
      return;
    }
    var unused =
        log.append(samples[number % samples.length])
            .whenComplete(
                (entry, failure) -> {
                  if (failure != null) {
                    throw new IllegalStateException(failure);
                  }
                  done.countDown();
                  next();
                });
  }
}
