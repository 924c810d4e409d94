package io.colophon.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends is killed without warning; what it had acknowledged must be there. */
class JournalKillTest {
  private static final JournalOptions OPTIONS = JournalOptions.defaults().withSegmentBytes(1 << 17);

  @TempDir Path directory;

  @Test
  void open_afterKill9_hasEveryAcknowledgedRecord() throws Exception {
    Random random = new Random(20261122);
    long size = 0;
    for (int round = 0; round < 5; round++) {
      long acknowledged = appendAndKill(random.nextInt(400));
      try (Journal journal = Journal.open(directory, OPTIONS)) {
        assertThat(journal.size()).isGreaterThan(acknowledged).isGreaterThan(size);
        size = journal.size();
        journal.read(
            0,
            (index, record) -> {
              assertThat(record.getLong()).isEqualTo(index);
              assertThat(record.remaining()).isEqualTo((int) (index * 31 % 700));
              return true;
            });
      }
    }
  }

  /** Returns the last index the child had acknowledged when it was killed. */
  private long appendAndKill(int afterLines) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = -1;
    try (BufferedReader lines = child.inputReader(StandardCharsets.US_ASCII)) {
      int count = 0;
      for (String line; (line = lines.readLine()) != null; ) {
        last = Math.max(last, Long.parseLong(line)); // the very last line may be cut
        if (count++ == afterLines) {
          assertThat(child.toHandle().destroyForcibly()).isTrue();
        }
      }
    }
    assertThat(child.waitFor()).isEqualTo(128 + 9);
    return last;
  }

  /** Appends until it is killed, up to 50 records in flight, and prints what is acknowledged. */
  static final class Child {
    public static void main(String[] args) throws Exception {
      Semaphore inFlight = new Semaphore(50);
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
      try (Journal journal = Journal.open(Path.of(args[0]), OPTIONS)) {
        for (long i = journal.size(); ; i++) {
          inFlight.acquire();
          ByteBuffer record = ByteBuffer.allocate(8 + (int) (i * 31 % 700)).putLong(i).rewind();
          var unused =
              journal
                  .append(record)
                  .thenAccept(
                      index -> {
                        out.println(index);
                        inFlight.release();
                      });
        }
      }
    }
  }
}
