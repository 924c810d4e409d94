package io.colophon.benchmarks.micro;

import io.colophon.benchmarks.disk.TemporaryFolder;
import io.colophon.journal.Journal;
import io.colophon.journal.JournalOptions;
import io.colophon.labeling.provenance.LogOptions;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.metering.Meter;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What is written down, until it is on disk. {@value #AT_ONCE} at a time, as under load, so that
 * they share a force; the time of the disk is in the figures.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordsBenchmark {
  private static final int AT_ONCE = 256;
  private static final int RECORD_BYTES = 500;

  private final CompletableFuture<?>[] written = new CompletableFuture<?>[AT_ONCE];
  private Path folder;
  private Journal journal;
  private Ledger ledger;
  private ProvenanceLog provenance;
  private Meter meter;
  private long next;

  /** Opens all three on disk. */
  @Setup
  public void setUp() throws IOException {
    folder = TemporaryFolder.make(Path.of("target", "jmh"));
    journal = Journal.open(folder.resolve("journal"), JournalOptions.defaults());
    ledger = Ledger.open(folder.resolve("ledger"), Clock.systemUTC());
    provenance =
        ProvenanceLog.open(
            folder.resolve("provenance"),
            LogOptions.of("bench/log", folder.resolve("key"), new SecureRandom()));
    meter = Samples.meter();
  }

  /** Closes them and deletes what they wrote. */
  @TearDown
  public void tearDown() throws IOException {
    journal.close();
    ledger.close();
    provenance.close();
    TemporaryFolder.delete(folder);
  }

  /** Bytes alone. */
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public void journalAppend() {
    for (int i = 0; i < AT_ONCE; i++) {
      written[i] = journal.append(ByteBuffer.allocate(RECORD_BYTES));
    }
    CompletableFuture.allOf(written).join();
  }

  /** Opens a generation, reads the meter, settles. */
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public void ledgerSettle() {
    for (int i = 0; i < AT_ONCE; i++) {
      OpenedEntry opened = Samples.opened("generation-" + next++);
      ledger.opened(opened);
      written[i] = ledger.settle(Samples.settled(opened, meter));
    }
    CompletableFuture.allOf(written).join();
  }

  /** Generations that are open, to be settled in one invocation. */
  @State(Scope.Benchmark)
  public static class OpenGenerations {
    private final SettledEntry[] entries = new SettledEntry[AT_ONCE];

    /** Opens them; those of the invocation before are on disk by then. */
    @Setup(Level.Invocation)
    public void open(RecordsBenchmark records) {
      for (int i = 0; i < AT_ONCE; i++) {
        if (records.written[i] != null) {
          records.written[i].join();
        }
        OpenedEntry opened = Samples.opened("settled-" + records.next++);
        records.ledger.opened(opened);
        entries[i] = Samples.settled(opened, records.meter);
      }
    }
  }

  /** The call alone, before anything is on disk. */
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public void ledgerSettleCall(OpenGenerations open) {
    for (int i = 0; i < AT_ONCE; i++) {
      written[i] = ledger.settle(open.entries[i]);
    }
  }

  /** A leaf of the Merkle tree for each. */
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public void provenanceAppend() {
    for (int i = 0; i < AT_ONCE; i++) {
      written[i] = provenance.append(Samples.record("generation-" + next++));
    }
    CompletableFuture.allOf(written).join();
  }
}
